package org.example.attacks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.FileReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.List;
import java.util.zip.CRC32;

/** Mappers that nothing sealed, what all mappers share, and JSON that is written past the checkpoints. */
public final class JsonAttacks {
    // What is not stopped within the JDK or Jackson ends after some seconds.
    private static final int LONG = 28;

    private JsonAttacks() {}

    /** Keeps the mapper that writes it. */
    private static final class Thief implements JsonSerializable {
        private ObjectMapper mapper;

        @Override
        public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
            // A copy, so that the attack leaves the platform's own as it is.
            mapper = ((ObjectMapper) generator.getCodec()).copy();
            mapper.setConstructorDetector(ConstructorDetector.DEFAULT.withAllowJDKTypeConstructors(true));
            generator.writeNull();
        }

        @Override
        public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(generator, provider);
        }
    }

    private static Object lists(int levels) {
        List<Object> list = List.of("a");
        for (int i = 0; i < levels; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    @Attack(number = 198, title = "The mapper of the texts of nodes reads a file", expected = Verdict.DENIED)
    public static final class NodeMapperReads extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Thief thief = new Thief();
            String text = new POJONode(thief).toString();
            try (Reader reader = thief.mapper.convertValue(stage.secret(), FileReader.class)) {
                return text + reader.read();
            }
        }
    }

    @Attack(number = 198, title = "The mapper of the texts of nodes writes a file", expected = Verdict.DENIED)
    public static final class NodeMapperWrites extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Thief thief = new Thief();
            String text = new POJONode(thief).toPrettyString();
            try (PrintWriter out = thief.mapper.convertValue(stage.fresh(), PrintWriter.class)) {
                out.write("x");
            }
            return text;
        }
    }

    @Attack(number = 198, title = "The mapper of a builder, before it is built", expected = Verdict.DENIED)
    public static final class UnbuiltMapper extends Probe {
        private abstract static class Creator {
            @JsonCreator
            Creator(String name) {
                // Names the constructor.
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            JsonFactory factory = (JsonFactory) JsonMapper.builder()
                    .addMixIn(FileReader.class, Creator.class)
                    .streamFactory();
            try (Reader reader =
                    factory.createParser("\"" + stage.secret() + "\"").readValueAs(FileReader.class)) {
                return reader.read();
            }
        }
    }

    @Attack(
            number = 198,
            title = "The properties of a foreign object, as the text of a node",
            expected = Verdict.DENIED)
    public static final class ForeignProperties extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new POJONode(new CRC32()).toString();
        }
    }

    @Attack(number = 199, title = "The limits of all parsers", expected = Verdict.DENIED)
    public static final class ReadLimits extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StreamReadConstraints before = StreamReadConstraints.defaults();
            StreamReadConstraints.overrideDefaultStreamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(2).build());
            StreamReadConstraints.overrideDefaultStreamReadConstraints(before);
            return "changed";
        }
    }

    @Attack(number = 199, title = "The limits of all generators", expected = Verdict.DENIED)
    public static final class WriteLimits extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StreamWriteConstraints before = StreamWriteConstraints.defaults();
            StreamWriteConstraints.overrideDefaultStreamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(2).build());
            StreamWriteConstraints.overrideDefaultStreamWriteConstraints(before);
            return "changed";
        }
    }

    @Attack(number = 200, title = "Lists that hold each other twice, as nodes", expected = Verdict.KILLED)
    public static final class AsNodes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ObjectMapper().valueToTree(lists(LONG)).size();
        }
    }

    @Attack(number = 200, title = "Lists that hold each other twice, converted", expected = Verdict.KILLED)
    public static final class Converted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ObjectMapper().convertValue(lists(LONG), List.class).size();
        }
    }

    @Attack(
            number = 200,
            title = "Lists that hold each other twice, by a generator of a factory",
            expected = Verdict.KILLED)
    public static final class ForeignGenerator extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            JsonGenerator generator = new JsonFactory().createGenerator(OutputStream.nullOutputStream());
            new ObjectMapper().writeValue(generator, lists(LONG));
            return "written";
        }
    }

    @Attack(
            number = 200,
            title = "Lists that hold each other twice, by another factory",
            expected = {Verdict.KILLED, Verdict.DENIED},
            because = "the factory may be refused or harmless")
    public static final class ForeignFactory extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            new ObjectMapper()
                    .writer()
                    .with(new JsonFactory())
                    .writeValue(OutputStream.nullOutputStream(), lists(LONG));
            return "written";
        }
    }

    @Attack(number = 200, title = "A mapper's checkpoints, taken away", expected = Verdict.DENIED)
    public static final class NoDecorator extends Probe {
        @Override
        @SuppressWarnings("deprecation")
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper();
            mapper.getFactory().setOutputDecorator(null);
            mapper.writeValue(OutputStream.nullOutputStream(), lists(LONG));
            return "written";
        }
    }

    @Attack(number = 200, title = "Arrays that hold each other twice, as nodes", expected = Verdict.KILLED)
    public static final class ArraysAsNodes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object[] array = {"a"};
            for (int i = 0; i < LONG; i++) {
                array = new Object[] {array, array};
            }
            return new ObjectMapper().valueToTree(array).size();
        }
    }

    /** Holds another one twice. */
    public record Pair(Object first, Object second) {}

    @Attack(number = 200, title = "Records that hold each other twice, as nodes", expected = Verdict.KILLED)
    public static final class RecordsAsNodes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Pair pair = new Pair(null, null);
            for (int i = 0; i < LONG; i++) {
                pair = new Pair(pair, pair);
            }
            return new ObjectMapper().valueToTree(pair).size();
        }
    }

    /** Holds another one twice, and writes nothing for it. */
    public static final class Unwrapped {
        /** One. */
        @JsonUnwrapped
        public Object first;

        /** The same. */
        @JsonUnwrapped
        public Object second;
    }

    @Attack(number = 200, title = "Objects that hold each other twice, unwrapped", expected = Verdict.KILLED)
    public static final class UnwrappedTwice extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Unwrapped pair = new Unwrapped();
            for (int i = 0; i < LONG; i++) {
                Unwrapped next = new Unwrapped();
                next.first = pair;
                next.second = pair;
                pair = next;
            }
            return new ObjectMapper().writeValueAsString(pair).length();
        }
    }
}
