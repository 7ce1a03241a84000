package org.archipel.integrations.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.ReadableJson;

/** JSON as it is stored: one form for equal content, with members in order of their names. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(ReadableJson.factory())
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * The canonical text.
     *
     * @throws org.archipel.api.error.ValidationException if it could not be read again, see {@link ReadableJson}
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** The canonical text as UTF-8; throws as {@link #write} does. */
    public static byte[] bytes(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** The canonical text as UTF-8; empty if it has more bytes, of which no more are written. Throws as {@link #write} does. */
    public static Optional<byte[]> bytes(JsonNode value, int most) {
        try (BoundedOutput.Bytes out = new BoundedOutput.Bytes(most)) {
            MAPPER.writeValue(out, value);
            return Optional.of(out.toBytes());
        } catch (BoundedOutput.FullException e) {
            return Optional.empty();
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The canonical text, cut off after so many characters. Throws as {@link #write} does. */
    public static String beginning(JsonNode value, int most) {
        try (BoundedOutput.Text out = new BoundedOutput.Text(most)) {
            writeUntilFull(out, value);
            return out.toString();
        }
    }

    private static void writeUntilFull(BoundedOutput.Text out, JsonNode value) {
        try {
            MAPPER.writeValue(out, value);
        } catch (BoundedOutput.FullException e) {
            // The rest is left out.
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    public static ObjectNode objectOf(String text) {
        return (ObjectNode) tree(text);
    }

    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    public static ObjectNode toTree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static PlatformException broken(IOException cause) {
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "stored JSON cannot be read or written", cause);
    }
}
