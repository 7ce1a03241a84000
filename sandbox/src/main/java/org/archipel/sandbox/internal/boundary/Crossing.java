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
import org.archipel.guard.Checkpoint;

/**
 * Copies values that cross the boundary, in either direction, so that neither side holds an object that the other can change or
 * whose code is the other's: text, numbers, times, JSON, records and enums of the platform API, and collections of these. One copies
 * one value with all that is in it; not thread-safe.
 */
final class Crossing {
    private static final int MOST_ELEMENTS = 200_000;
    private static final int MOST_VALUES = 2_000_000;
    // Texts, numbers and the like, which are not copied themselves: what holds them is.
    private static final int MOST_LEAVES = 1 << 23;
    private static final int BYTES_A_LEAF = 16;
    private static final int MOST_CHARACTERS = 1 << 26;
    private static final int CHARACTERS_A_PIECE = 16;
    // A power of two, of which the most are multiples.
    private static final int CHECKPOINT_EVERY = 256;
    private static final int MOST_DIGITS = 10_000;
    private static final int BITS_A_DIGIT = 3;
    private static final int MOST_BITS = (int) Math.ceil(MOST_DIGITS / Math.log10(2));
    // Whoever enters a service of the platform has room on the stack for so many.
    private static final int DEEPEST = 64;
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

    private int values;
    private int leaves;
    // Of texts, each of so many whole characters: short ones are counted as leaves.
    private int pieces;
    private int depth;

    private Crossing() {}

    /** @throws UncrossableException if the value is of another kind, or too large */
    static Object copy(Object value) {
        return new Crossing().copied(value);
    }

    private Object plain(Object value) {
        if (value instanceof String text) {
            countText(text.length());
        } else if (value instanceof URI address) {
            countText(address.toString().length());
        } else if (value instanceof BigDecimal number) {
            countDigits(number);
        } else if (value instanceof BigInteger number) {
            countDigits(number);
        }
        return value;
    }

    /** One of a few characters, such as 1E1000000000, may take the memory of the platform when it is made an integer. */
    void countDigits(BigDecimal number) {
        if (number.precision() + Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw tooManyDigits();
        }
        countText(number.precision());
    }

    /** The time that it takes to write one grows faster than its digits. */
    void countDigits(BigInteger number) {
        if (number.bitLength() > MOST_BITS) {
            throw tooManyDigits();
        }
        countText(number.bitLength() / BITS_A_DIGIT);
    }

    private static UncrossableException tooManyDigits() {
        return new UncrossableException("a number of more than " + MOST_DIGITS + " digits");
    }

    /**
     * Counts a value that is copied. Values that hold each other more than once are few as long as they are shared, and without end as
     * copies.
     */
    void count() {
        values++;
        if (values > MOST_VALUES) {
            throw new UncrossableException("more than " + MOST_VALUES + " values");
        }
        if (values % CHECKPOINT_EVERY == 0) {
            Checkpoint.check();
        }
    }

    /** Counts a value that holds no others, as often as it is held: it may be one, in an array of millions that is held many times. */
    void countLeaf() {
        leaves++;
        if ((leaves & (CHECKPOINT_EVERY - 1)) == 0) {
            checkLeaves();
        }
    }

    /** Counts what is about to be copied, or was made, in one piece. */
    void countBytes(int bytes) {
        leaves += bytes / BYTES_A_LEAF + 1;
        checkLeaves();
    }

    /**
     * Counts the characters of a text, also of a name, as often as it is held: one of a megabyte, held a thousand times, is a gigabyte to
     * whoever writes or joins what holds it.
     */
    void countText(int characters) {
        pieces += characters / CHARACTERS_A_PIECE;
        if (pieces > MOST_CHARACTERS / CHARACTERS_A_PIECE) {
            throw new UncrossableException("more than " + MOST_CHARACTERS + " characters of text");
        }
    }

    private void checkLeaves() {
        if (leaves > MOST_LEAVES) {
            throw new UncrossableException("more than " + MOST_LEAVES + " texts, numbers and the like");
        }
        Checkpoint.check();
    }

    private Object copied(Object value) {
        if (value == null || IMMUTABLE.contains(value.getClass())) {
            countLeaf();
            return plain(value);
        }
        if (value instanceof JsonNode json) {
            return JsonCopy.of(json, this);
        }
        count();
        if (depth == DEEPEST) {
            throw new UncrossableException("values of more than " + DEEPEST + " levels");
        }
        depth++;
        Object copy = compound(value);
        depth--;
        return copy;
    }

    private Object compound(Object value) {
        if (value instanceof Record && ApiTypes.includes(value.getClass())) {
            return RecordPlan.of(value.getClass()).map(value, this::copied);
        }
        if (value instanceof Enum<?> constant && ApiTypes.includes(constant.getDeclaringClass())) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            countBytes(bytes.length);
            return bytes.clone();
        }
        return container(value);
    }

    private Object container(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::copied);
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

    private <C extends Collection<Object>> C fill(Collection<?> from, C to) {
        for (Object element : from) {
            bound(to.size());
            to.add(copied(element));
        }
        return to;
    }

    private Map<Object, Object> map(Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>();
        // Asked for, not told: a map of the extension's own could keep what it is to tell, and go on when the copy is
        // in use.
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            bound(copy.size());
            copy.put(copied(entry.getKey()), copied(entry.getValue()));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static void bound(int size) {
        if (size >= MOST_ELEMENTS) {
            throw new UncrossableException("a collection of more than " + MOST_ELEMENTS + " elements");
        }
    }
}
