package org.example.attacks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Calendar;
import java.util.Date;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;

/** What all mappers of Jackson have together unless somebody gives each its own: a time zone, a format of dates, the types that are known. */
public final class SharedJsonAttacks {
    private static final int HOUR = 3_600_000;
    private static final String NEW_YEAR = "\"2020-01-01T00:00:00\"";

    private SharedJsonAttacks() {}

    private static void change(TimeZone zone) {
        zone.setRawOffset(HOUR);
        zone.setRawOffset(0);
    }

    @Attack(
            number = 318,
            title = "The time zone of everybody's dates in JSON, of a calendar that was read",
            expected = Verdict.DENIED)
    public static final class ReadZone extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            TimeZone zone = new ObjectMapper().readValue("0", Calendar.class).getTimeZone();
            change(zone);
            return zone.getID();
        }
    }

    @Attack(
            number = 318,
            title = "The time zone of everybody's dates in JSON, told to what is written",
            expected = Verdict.DENIED)
    public static final class ToldZone extends Probe {
        private static final class Written implements JsonSerializable {
            @Override
            public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
                change(provider.getTimeZone());
                generator.writeNull();
            }

            @Override
            public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
                    throws IOException {
                serialize(generator, provider);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new POJONode(new Written()).toString();
        }
    }

    @Attack(
            number = 318,
            title = "A time zone of its own, in the format of its mapper only",
            expected = Verdict.ALLOWED)
    public static final class OwnZone extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper other = new ObjectMapper();
            Date before = other.readValue(NEW_YEAR, Date.class);
            new ObjectMapper().getDateFormat().setTimeZone(new SimpleTimeZone(HOUR, "own"));
            Date after = new ObjectMapper().readValue(NEW_YEAR, Date.class);
            if (!after.equals(before)) {
                throw new IllegalStateException("everybody reads dates by it");
            }
            return after.getTime();
        }
    }

    private static final class Deserializer extends JsonDeserializer<Integer> {
        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) {
            return 0;
        }
    }

    @Attack(number = 319, title = "A type that reads by code of its own, for itself only", expected = Verdict.ALLOWED)
    public static final class OwnType extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            TypeFactory types = TypeFactory.defaultInstance();
            types.constructParametricType(
                    AtomicReference.class, types.constructType(Integer.class).withValueHandler(new Deserializer()));
            boolean everybodys = TypeFactory.defaultInstance()
                    .constructParametricType(AtomicReference.class, Integer.class)
                    .getContentType()
                    .hasValueHandler();
            if (everybodys) {
                throw new IllegalStateException("everybody reads such references by it");
            }
            return types.constructType(Integer.class).toCanonical();
        }
    }

    @Attack(
            number = 319,
            title = "A type that reads by code of its own, among the types of all",
            expected = Verdict.DENIED,
            by = "TypeFactory.rawClass")
    public static final class EverybodysType extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Type number = TypeFactory.createDefaultInstance()
                    .constructType(Integer.class)
                    .withValueHandler(new Deserializer());
            return TypeFactory.rawClass(new ParameterizedType() {
                        @Override
                        public Type[] getActualTypeArguments() {
                            return new Type[] {number};
                        }

                        @Override
                        public Type getRawType() {
                            return AtomicReference.class;
                        }

                        @Override
                        public Type getOwnerType() {
                            return null;
                        }
                    })
                    .getName();
        }
    }
}
