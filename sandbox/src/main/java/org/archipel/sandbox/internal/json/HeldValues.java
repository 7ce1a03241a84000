package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.ws.rs.core.GenericEntity;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.archipel.sandbox.internal.wall.PlatformWork;

/** What values of Jackson, of JAX-RS and of the API hold. */
final class HeldValues {
    private static final String API = "org.archipel.api.";

    private HeldValues() {}

    /** Nothing where it holds what is small; null if the value is of none of these. */
    static Iterable<?> of(Object value) {
        if (value instanceof POJONode node) {
            return Collections.singletonList(node.getPojo());
        }
        if (value instanceof JsonNode node) {
            return node.isContainerNode() ? node : plain(node);
        }
        if (value instanceof RawValue raw) {
            return Collections.singletonList(raw.rawValue());
        }
        if (value instanceof GenericEntity<?> entity) {
            return Collections.singletonList(entity.getEntity());
        }
        if (value instanceof Response response) {
            return contentTypes(response);
        }
        if (value instanceof JavaType type) {
            return contained(type);
        }
        if (BuilderParts.isBuilder(value)) {
            return BuilderParts.of(value);
        }
        return value instanceof Record record && value.getClass().getName().startsWith(API) ? components(record) : null;
    }

    // Numbers of any size, and texts: those that are compared or written.
    private static List<Object> plain(JsonNode node) {
        if (node.isTextual() || node.isBinary()) {
            return Collections.singletonList(node.asText());
        }
        return node.isBigInteger() || node.isBigDecimal() ? Collections.singletonList(node.numberValue()) : List.of();
    }

    // Nothing else of it is read piece by piece.
    private static List<Object> contentTypes(Response response) {
        List<Object> types =
                response.getHeaders() == null ? null : response.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        return types == null ? List.of() : types;
    }

    private static List<JavaType> contained(JavaType type) {
        List<JavaType> contained = new ArrayList<>(type.containedTypeCount());
        for (int i = 0; i < type.containedTypeCount(); i++) {
            contained.add(type.containedType(i));
        }
        if (type.isArrayType()) {
            contained.add(type.getContentType());
        }
        return contained;
    }

    private static List<Object> components(Record record) {
        return PlatformWork.get(() -> {
            List<Object> held = new ArrayList<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    held.add(component.getAccessor().invoke(record));
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new SecurityException(
                            "not allowed to extensions: values of "
                                    + record.getClass().getName(),
                            e);
                }
            }
            return held;
        });
    }
}
