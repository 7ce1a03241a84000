package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the JSONata library parsed. The library shows it to nobody, so it is looked at by reflection, once for each expression. */
final class SyntaxTree {
    private final Object root;

    private SyntaxTree(Object root) {
        this.root = root;
    }

    static SyntaxTree of(Jsonata expression) {
        try {
            Field tree = Jsonata.class.getDeclaredField("ast");
            tree.setAccessible(true);
            return new SyntaxTree(tree.get(expression));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JSONata library has changed", e);
        }
    }

    void requireNoRegularExpression() {
        if (holds(root, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            throw new IllegalArgumentException(
                    "regular expressions are not available in JSONata; use texts, or a function such as replaceAll");
        }
    }

    private static boolean holds(Object part, Set<Object> seen) {
        if (part instanceof Pattern) {
            return true;
        }
        if (part == null
                || part instanceof String
                || part instanceof Number
                || part instanceof Boolean
                || !seen.add(part)) {
            return false;
        }
        if (part instanceof Iterable<?> list) {
            for (Object element : list) {
                if (holds(element, seen)) {
                    return true;
                }
            }
            return false;
        }
        if (part instanceof Map<?, ?> map) {
            return holds(map.values(), seen);
        }
        if (part instanceof Object[] array) {
            return holds(Arrays.asList(array), seen);
        }
        return part.getClass().getName().startsWith("com.dashjoin.") && holdsInFields(part, seen);
    }

    private static boolean holdsInFields(Object part, Set<Object> seen) {
        for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean outer = field.isSynthetic();
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && !outer) {
                    field.setAccessible(true);
                    try {
                        if (holds(field.get(part), seen)) {
                            return true;
                        }
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException("the JSONata library has changed", e);
                    }
                }
            }
        }
        return false;
    }
}
