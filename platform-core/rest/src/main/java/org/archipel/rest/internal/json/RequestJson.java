package org.archipel.rest.internal.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.archipel.persistence.Timestamps;
import org.archipel.rest.Json;
import org.archipel.rest.internal.problem.JsonErrors;

/**
 * The mapper for what clients send, stricter than {@link Json} about values: an empty text is no number, a number no time, null no
 * element of an array, and a text that becomes a field has no character U+0000.
 */
public final class RequestJson {
    private static final List<LogicalType> SCALARS = List.of(
            LogicalType.Boolean, LogicalType.Integer, LogicalType.Float, LogicalType.Enum, LogicalType.DateTime);

    private RequestJson() {}

    /** A new mapper; it is thread-safe. */
    public static ObjectMapper newMapper() {
        ObjectMapper mapper = Json.newMapper();
        SCALARS.forEach(type ->
                mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        List.<Class<?>>of(List.class, Set.class, Collection.class)
                .forEach(type ->
                        mapper.configOverride(type).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
        return mapper.registerModule(new SimpleModule("requests")
                .addDeserializer(String.class, new Text())
                .addDeserializer(Instant.class, new Time()));
    }

    /** A text of a field. */
    private static final class Text extends JsonDeserializer<String> {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.indexOf(0) >= 0) {
                throw JsonMappingException.from(parser, JsonErrors.ZERO);
            }
            return text;
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Textual;
        }
    }

    /** A time that every database can keep. */
    private static final class Time extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            Instant time = InstantDeserializer.INSTANT.deserialize(parser, context);
            if (time == null || !Timestamps.keeps(time)) {
                throw InvalidFormatException.from(parser, "out of range", parser.getText(), Instant.class);
            }
            return time;
        }
    }
}
