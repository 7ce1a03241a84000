package org.archipel.guard;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.Buffer;
import java.security.Key;
import java.text.Annotation;
import java.util.BitSet;
import java.util.Collection;
import java.util.EventObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.spec.RC5ParameterSpec;

/** Adds up what values weigh that one call goes through. */
final class Scale {
    // References that are followed; those of inner values count as often as they are deep, as sets within sets hash
    // them again.
    private static final long MOST = 1L << 24;
    private static final long MOST_STEPS = 1L << 26;
    private static final int DEEPEST = 500;
    // As many values of one hash are no accident.
    private static final int MANY = 1_000;
    // Bits of a number, or of a set, that are looked at in the time in which a reference is followed, and characters of
    // a value that is compared by them.
    private static final int BITS = 7;
    private static final int COMPARED = 3;
    // Of what is compared, and does not show how large it is.
    private static final int UNKNOWN = 1 << 10;
    private static final int DIGIT_BITS = 3;
    private static final int SHORT_BITS = 512;
    private static final int SLOW_BITS = 12;
    private static final int SLOWEST = 16;
    private static final List<Class<?>> HASHED =
            List.of(HashMap.class, Hashtable.class, ConcurrentHashMap.class, WeakHashMap.class);

    /** What is done with the values. */
    enum Use {
        /** They are hashed, or compared with others of their kind. */
        COMPARED(MOST, 0, 5),
        /** They are compared with many others, one by one. */
        SOUGHT(MOST, 0, 5),
        /** Characters of a number, and of what separates values. */
        WRITTEN(Sizes.MOST_ELEMENTS, 24, 0),
        /** A copy takes as long as this many comparisons. */
        COPIED(MOST, 8, 5);

        private final long most;
        // How much a value weighs; 0 if as much as it is deep.
        private final int each;
        // Characters are compared that many at a time.
        private final int textShift;

        Use(long most, int each, int textShift) {
            this.most = most;
            this.each = each;
            this.textShift = textShift;
        }
    }

    private final Use use;
    private long left;

    Scale(Use use) {
        this.use = use;
        this.left = use.most;
    }

    private void take(long weight) {
        left -= weight;
        if (left < 0) {
            throw new SecurityException(
                    "not allowed to extensions: going through values that hold so many others, counted each time"
                            + " that they are held");
        }
    }

    /** Whether it takes no longer than a moment to do something so many times with all that was put here. */
    boolean allows(long count) {
        return Math.multiplyHigh(weight(), count) == 0 && weight() * count <= MOST_STEPS;
    }

    /** Refuses what is to be done so many times with all that was put here. */
    void times(long count) {
        if (!allows(count)) {
            throw new SecurityException("not allowed to extensions: looking for a value that holds many others,"
                    + " or is large, among " + count + ", one by one");
        }
    }

    /** What was put here weighs. */
    long weight() {
        return use.most - left;
    }

    void put(Object value, int depth) {
        if (value instanceof String text) {
            take(1 + ((long) text.length() >> use.textShift));
            return;
        }
        take(use.each == 0 ? Math.max(1, depth) : use.each);
        if (value == null || value instanceof Enum<?> || value instanceof Number && !isLong(value)) {
            return;
        }
        Checkpoint.check();
        if (depth > DEEPEST) {
            throw new SecurityException(
                    "not allowed to extensions: values that hold each other more than " + DEEPEST + " deep");
        }
        follow(value, depth + 1);
    }

    private static boolean isLong(Object value) {
        return value instanceof BigInteger || value instanceof BigDecimal;
    }

    private void follow(Object value, int depth) {
        if (value instanceof Collection<?> values) {
            places(value);
            long before = left;
            all(value, values, depth);
            if (LinearSets.isOne(value)) {
                // Each is looked for among all.
                long held = Math.min(before - left, use.most);
                take(held * Math.min(values.size(), use.most));
            }
            if (value instanceof HashSet<?>) {
                alikes(values);
            }
        } else if (value instanceof Map<?, ?> map) {
            places(value);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                inner(value, entry.getKey(), depth);
                inner(value, entry.getValue(), depth);
            }
            if (HASHED.stream().anyMatch(type -> type.isInstance(map))) {
                alikes(map.keySet());
            }
        } else if (value instanceof Object[] values) {
            for (Object each : values) {
                numbers(each);
                inner(value, each, depth);
            }
        } else if (value instanceof CharSequence text) {
            // An extension's own passes checkpoints itself, and says of its length what it likes.
            take(ValueKind.of(text).foreign() ? (long) text.length() >> use.textShift : 0);
        } else if (value instanceof Buffer buffer) {
            // Its text is short.
            take(use == Use.WRITTEN ? 0 : (long) buffer.remaining() >> use.textShift);
        } else {
            followOther(value, depth);
        }
    }

    private void followOther(Object value, int depth) {
        if (value instanceof BigInteger number) {
            bits(number.bitLength());
        } else if (value instanceof BigDecimal number) {
            bits(number.unscaledValue().bitLength());
        } else if (value instanceof BitSet bits) {
            take(((long) bits.length() >> BITS) + (long) bits.cardinality() * use.each);
        } else if (value instanceof AtomicIntegerArray numbers) {
            take((long) numbers.length() * use.each);
        } else if (value instanceof AtomicLongArray numbers) {
            take((long) numbers.length() * use.each);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            put(entry.getKey(), depth);
            put(entry.getValue(), depth);
        } else if (value instanceof Optional<?> optional) {
            put(optional.orElse(null), depth);
        } else if (value instanceof AtomicReference<?> reference) {
            put(reference.get(), depth);
        } else if (value instanceof AtomicReferenceArray<?> references) {
            for (int i = 0; i < references.length(); i++) {
                inner(value, references.get(i), depth);
            }
        } else if (value instanceof EventObject event) {
            put(event.getSource(), depth);
        } else if (value instanceof Annotation annotation) {
            put(annotation.getValue(), depth);
        } else {
            Iterable<?> parts = Json.parts(value);
            if (parts != null) {
                all(value, parts, depth);
            } else {
                unknown(value);
            }
        }
    }

    private void bits(long bits) {
        take(use == Use.WRITTEN ? written(bits) : bits >> BITS);
    }

    // Making digits takes as long as many characters, and longer for each where there are more bits.
    private static long written(long bits) {
        return bits < SHORT_BITS ? bits / DIGIT_BITS : bits * Math.max(1, Math.min(SLOWEST, bits >> SLOW_BITS));
    }

    // Nobody lists all that the JDK and the libraries have: what they write of a value tells how large it is.
    private void unknown(Object value) {
        ValueKind kind = ValueKind.of(value);
        if (use == Use.WRITTEN) {
            take(kind.written() ? length(value) : 0);
        } else if (kind.compared()) {
            take(compared(value, kind));
        }
    }

    private static long compared(Object value, ValueKind kind) {
        if (value instanceof Key key) {
            byte[] encoded = key.getEncoded();
            return encoded == null ? UNKNOWN : encoded.length;
        }
        if (value instanceof RC5ParameterSpec spec && spec.getIV() != null) {
            return spec.getIV().length;
        }
        return kind.written() ? length(value) >> COMPARED : UNKNOWN;
    }

    private static long length(Object value) {
        String text = value.toString();
        return text == null ? 0 : text.length();
    }

    // Whoever looks for it goes through them again and again; here that was done once, past a checkpoint.
    private void places(Object value) {
        if (use == Use.SOUGHT) {
            take(TablePlaces.weight(value));
        }
    }

    // An array within an array: elsewhere it is nothing but itself.
    private void numbers(Object value) {
        if (value != null && value.getClass().isArray() && !(value instanceof Object[])) {
            take((long) Array.getLength(value) * Math.max(1, use.each));
        }
    }

    // Those of one hash are compared with each other when one of them is looked for.
    private void alikes(Collection<?> keys) {
        int size = keys.size();
        if (use.each != 0 || size <= MANY) {
            return;
        }
        int[] hashes = new int[Sizes.array(size, Integer.BYTES)];
        int count = 0;
        for (Object key : keys) {
            if (count < size) {
                hashes[count++] = Objects.hashCode(key);
            }
        }
        java.util.Arrays.sort(hashes);
        long run = 0;
        for (int i = 1; i < size; i++) {
            run = hashes[i] == hashes[i - 1] ? run + 1 : 0;
            if (run > MANY) {
                take(run);
            }
        }
    }

    private void all(Object holder, Iterable<?> values, int depth) {
        for (Object each : values) {
            inner(holder, each, depth);
        }
    }

    // A collection that holds itself is written without going on for ever.
    private void inner(Object holder, Object value, int depth) {
        if (value != holder) {
            put(value, depth);
        }
    }
}
