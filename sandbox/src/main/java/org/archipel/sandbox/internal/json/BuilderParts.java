package org.archipel.sandbox.internal.json;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.PathSegment;
import org.archipel.sandbox.internal.wall.PlatformWork;

/**
 * The texts that a builder of addresses was given. It tells them to nobody without building the address, which is what they are counted
 * for; so its own fields are read. Where it has others, as in another version, nothing is built.
 */
final class BuilderParts {
    private static final String BUILDER = "org.apache.cxf.jaxrs.impl.UriBuilderImpl";
    private static final List<String> PARTS =
            List.of("paths", "query", "matrix", "fragment", "schemeSpecificPart", "host", "userInfo");

    private BuilderParts() {}

    static boolean isBuilder(Object value) {
        return value.getClass().getName().equals(BUILDER);
    }

    static Iterable<?> of(Object builder) {
        return PlatformWork.get(() -> {
            List<Object> parts = new ArrayList<>();
            for (String part : PARTS) {
                try {
                    Field field = builder.getClass().getDeclaredField(part);
                    field.setAccessible(true);
                    add(parts, field.get(builder));
                } catch (ReflectiveOperationException e) {
                    throw new SecurityException("not allowed to extensions: building addresses", e);
                }
            }
            return parts;
        });
    }

    private static void add(List<Object> parts, Object part) {
        if (part instanceof PathSegment segment) {
            parts.add(segment.getPath());
            add(parts, segment.getMatrixParameters());
        } else if (part instanceof Iterable<?> several) {
            several.forEach(each -> add(parts, each));
        } else if (part instanceof Map<?, ?> map) {
            add(parts, map.keySet());
            add(parts, map.values());
        } else if (part != null) {
            parts.add(part);
        }
    }
}
