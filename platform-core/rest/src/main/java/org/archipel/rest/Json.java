package org.archipel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import org.archipel.rest.internal.text.JsonText;

/**
 * The platform's JSON: camelCase, ISO-8601 instants, absent values omitted; unknown fields, duplicate keys, text behind the
 * document, values of another type and documents of extreme depth or length are refused.
 */
public final class Json {
    /** Levels of nesting that a document may have. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 1024;
    private static final int MAX_STRING_LENGTH = 10 * 1024 * 1024;
    private static final int TYPE_CACHE_START = 16;
    private static final int TYPE_CACHE_MAX = 500;

    private Json() {}

    /**
     * A new mapper whose trees keep the digits of numbers, for documents that are passed on. A number that is huge when it is written out
     * is refused as one that cannot be read.
     */
    public static ObjectMapper newExactMapper() {
        return ((JsonMapper) newMapper())
                .rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .setNodeFactory(new BoundedNumbers());
    }

    /**
     * The text of a document, which is UTF-8 and has no halves of characters (RFC 8259, section 8).
     *
     * @throws org.archipel.api.error.ValidationException if the bytes are no such text
     */
    public static String text(byte[] document) {
        return JsonText.decode(document);
    }

    private static final class BoundedNumbers extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;
        private static final int MOST_SCALE = 1_000;

        @Override
        public ValueNode numberNode(BigDecimal value) {
            if (value != null && Math.abs((long) value.scale()) > MOST_SCALE) {
                throw new IllegalArgumentException("a number is out of range");
            }
            return super.numberNode(value);
        }
    }

    /** A new mapper; it is thread-safe, to be kept by the component that made it. */
    public static ObjectMapper newMapper() {
        // The default type cache is shared by all of the process and holds class loaders of removed bundles.
        LookupCache<Object, JavaType> types = new LRUMap<>(TYPE_CACHE_START, TYPE_CACHE_MAX);
        JsonMapper mapper = JsonMapper.builder(factory())
                .typeFactory(TypeFactory.defaultInstance().withCache(types))
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        // A number or a truth value is no text.
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .build())
                .build();
    }
}
