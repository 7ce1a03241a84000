package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/**
 * Transforms change nothing but the copy that they make of their input: whatever else a pattern comes to by variables is refused. So what
 * the library holds while it evaluates something else never grows, and the copy, which only the transform's own update sees grow, is
 * weighed where that looks at it and when the transform gives it away.
 */
final class Transforms {
    private static final Field FUNCTION = function();

    private Transforms() {}

    private static Field function() {
        try {
            Field field = Jsonata.JFunction.class.getDeclaredField("function");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the JSONata library has changed", e);
        }
    }

    /**
     * Has a transform look at what it takes and gives, also where the library calls it for each element of an array.
     *
     * @param transform what the library made of it
     */
    static void bound(Object transform) {
        try {
            Jsonata.JFunctionCallable library = (Jsonata.JFunctionCallable) FUNCTION.get(transform);
            Jsonata.JFunctionCallable bounded = (input, arguments) -> {
                EvaluationBounds bounds = EvaluationBounds.running();
                bounds.requireCallable(arguments, true);
                Object result = library.call(input, arguments);
                bounds.require(result);
                return result;
            };
            FUNCTION.set(transform, bounded);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the JSONata library has changed", e);
        }
    }

    /**
     * Refuses objects that are not in a copy.
     *
     * @param copy as the library read it: nothing in it is shared
     * @param selected what is to be changed
     */
    static void requireWithin(Object copy, Object selected, EvaluationBounds bounds) {
        Set<Object> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(copy, objects, bounds);
        requireAmong(objects, selected);
    }

    private static void collect(Object value, Set<Object> objects, EvaluationBounds bounds) {
        if (value instanceof Map<?, ?> map) {
            objects.add(map);
            collectAll(map.values(), objects, bounds);
        } else if (value instanceof Collection<?> elements) {
            collectAll(elements, objects, bounds);
        }
    }

    private static void collectAll(Collection<?> values, Set<Object> objects, EvaluationBounds bounds) {
        bounds.spend(values.size());
        for (Object value : values) {
            collect(value, objects, bounds);
        }
    }

    private static void requireAmong(Set<Object> objects, Object selected) {
        if (selected instanceof Map<?, ?> && !objects.contains(selected)) {
            throw new Exceeded("a transform changes parts of its input only; its pattern selects something else");
        }
        if (selected instanceof Collection<?> elements) {
            elements.forEach(element -> requireAmong(objects, element));
        }
    }
}
