package org.archipel.sandbox.internal.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Copies values that cross the boundary, in either direction, so that neither side holds an object that the other can change or
 * whose code is the other's: text, numbers, times, JSON, records and enums of the platform API, and collections of these.
 */
final class Crossing {
    private static final int MOST_ELEMENTS = 200_000;
    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            Instant.class,
            Duration.class,
            URI.class,
            UUID.class);

    private Crossing() {}

    /** @throws UncrossableException if the value is of another kind */
    static Object copy(Object value) {
        if (value == null || IMMUTABLE.contains(value.getClass())) {
            return value;
        }
        if (value instanceof JsonNode json) {
            return JsonCopy.of(json);
        }
        if (value instanceof Record && ApiTypes.includes(value.getClass())) {
            return RecordPlan.of(value.getClass()).map(value, Crossing::copy);
        }
        if (value instanceof Enum<?> constant && ApiTypes.includes(constant.getDeclaringClass())) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        return container(value);
    }

    private static Object container(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Crossing::copy);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Set<?> set) {
            return Collections.unmodifiableSet(fill(set, new LinkedHashSet<>()));
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(fill(list, new ArrayList<>(Math.min(list.size(), 10_000))));
        }
        throw new UncrossableException("a value of " + value.getClass().getName());
    }

    private static <C extends Collection<Object>> C fill(Collection<?> from, C to) {
        for (Object element : from) {
            bound(to.size());
            to.add(copy(element));
        }
        return to;
    }

    private static Map<Object, Object> map(Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            bound(copy.size());
            copy.put(copy(key), copy(value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static void bound(int size) {
        if (size >= MOST_ELEMENTS) {
            throw new UncrossableException("a collection of more than " + MOST_ELEMENTS + " elements");
        }
    }
}
