package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the mapper that writes the texts of JSON nodes. {@link JsonNode#toString} writes with a mapper of Jackson's own, that no extension
 * made, and it is called from everywhere: by {@code String.valueOf}, when texts are joined, by logs. Nodes hold any object.
 *
 * <p>There is no other way to it than reflection: the mapper and its writers are constants of a class that Jackson keeps to itself, made
 * before anybody could register a module, and nodes take no other serializer. {@code NodeTextTest} tells when Jackson changes that.
 */
final class NodeText {
    private static final Logger LOG = LoggerFactory.getLogger(NodeText.class);
    private static final String HOLDER = "com.fasterxml.jackson.databind.node.InternalNodeMapper";
    private static final String MAPPER = "JSON_MAPPER";
    private static final List<String> WRITERS = List.of("STD_WRITER", "PRETTY_WRITER");
    private static final AtomicReference<ObjectMapper> SEALED = new AtomicReference<>();

    private NodeText() {}

    /** Once or more often in a process. */
    static synchronized void check() {
        if (SEALED.get() != null) {
            return;
        }
        try {
            Class<?> holder = Class.forName(HOLDER, true, JsonNode.class.getClassLoader());
            ObjectMapper mapper = (ObjectMapper) value(holder, MAPPER, null);
            new MapperSeal().sealShared(mapper);
            for (String writer : WRITERS) {
                seal((ObjectWriter) value(holder, writer, null), mapper.writer());
            }
            SEALED.set(mapper);
        } catch (ReflectiveOperationException e) {
            LOG.error("Texts of JSON nodes are written without a seal, as Jackson writes them in another way now", e);
        }
    }

    // They were made of the mapper before it was sealed.
    private static void seal(ObjectWriter writer, ObjectWriter sealed) throws ReflectiveOperationException {
        for (String part : List.of("_config", "_serializerProvider", "_serializerFactory")) {
            Field field = field(ObjectWriter.class, part);
            field.set(writer, field.get(sealed));
        }
    }

    private static Object value(Class<?> type, String name, Object owner) throws ReflectiveOperationException {
        return field(type, name).get(owner);
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Forgets the classes that it wrote, which would keep their extensions in memory. */
    static void forget() {
        ObjectMapper mapper = SEALED.get();
        if (mapper != null) {
            ((DefaultSerializerProvider) mapper.getSerializerProvider()).flushCachedSerializers();
            mapper.getTypeFactory().clearCache();
        }
    }
}
