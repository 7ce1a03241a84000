package org.archipel.guard;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.security.SecureRandom;
import java.text.Annotation;
import java.text.Collator;
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

/**
 * Looks at values that hold others before code of the JDK goes through them in one piece: to hash, compare, write or copy them. A few that
 * hold each other twice are a milliard for whoever follows each reference. Whoever looks here passes checkpoints, follows them the same
 * way, and refuses what would take longer than a moment. Called by rewritten code.
 */
public final class Weights {
    // References that are followed; those of inner values count as often as they are deep, as sets within sets hash
    // them again.
    private static final long MOST = 1L << 24;
    private static final long MOST_STEPS = 1L << 26;
    private static final int DEEPEST = 1_000;
    private static final int SHORT = 1 << 10;
    // Characters are compared this many at a time, about.
    private static final int COMPARED = 5;
    // A copy takes as long as this many comparisons.
    private static final int COPIED = 8;
    // Characters of a number, and of what separates values.
    private static final int WRITTEN = 24;
    private static final int DEEP = 0;
    // As many values of one hash are no accident.
    private static final int MANY = 1_000;
    private static final List<Class<?>> HASHED =
            List.of(HashMap.class, Hashtable.class, ConcurrentHashMap.class, WeakHashMap.class);

    private static final ClassValue<Boolean> HOLDERS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return HELD.stream().anyMatch(holder -> holder.isAssignableFrom(type))
                    || PARTED.stream().anyMatch(type.getName()::startsWith);
        }
    };
    private static final List<Class<?>> HELD = List.of(
            CharSequence.class,
            Buffer.class,
            BitSet.class,
            AtomicIntegerArray.class,
            AtomicLongArray.class,
            Collection.class,
            Map.class,
            Object[].class,
            Map.Entry.class,
            Optional.class,
            AtomicReference.class,
            AtomicReferenceArray.class,
            EventObject.class,
            Annotation.class);
    // Whose parts the platform knows.
    private static final List<String> PARTED = List.of(
            "com.fasterxml.jackson.databind.node.ArrayNode",
            "com.fasterxml.jackson.databind.node.ObjectNode",
            "com.fasterxml.jackson.databind.node.POJONode",
            "com.fasterxml.jackson.databind.type.",
            "com.fasterxml.jackson.databind.util.RawValue",
            "javax.ws.rs.core.GenericEntity",
            "org.archipel.api.");

    private Weights() {}

    /** To be called before a value is hashed or compared. */
    public static void check(Object value) {
        if (holds(value)) {
            new Scale(MOST, DEEP, COMPARED).put(value, 0);
        }
    }

    /** To be called before a value is written as a text. */
    public static void text(Object value) {
        if (holds(value)) {
            new Scale(Sizes.MOST_ELEMENTS, WRITTEN, 0).put(value, 0);
        }
    }

    /** To be called before a node of a JSON document is asked for its text, which is often done. */
    public static void opaque(Object node) {
        if (Json.isOpaque(node)) {
            text(node);
        }
    }

    /** To be called before the letters of a text are changed to their other case. */
    public static void letters(Object text) {
        if (text instanceof String letters && letters.length() > Cases.SHORT) {
            Cases.check(letters);
        }
    }

    /** To be called before a value is copied with all that it holds. */
    public static void copy(Object value) {
        if (holds(value)) {
            new Scale(MOST, COPIED, COMPARED).put(value, 0);
        }
    }

    /** To be called before a value is handed to an object which is, among others of its kind, one of those that take long with it. */
    public static void take(Object taker, Object value) {
        if (taker instanceof Collator) {
            Texts.checkCollated(value);
        } else if (taker instanceof SecureRandom) {
            Digests.checkChance(value);
        }
    }

    /** To be called before a value is looked for in others, one by one. */
    public static void search(Object among, Object sought) {
        boolean light = sought instanceof String text ? text.length() <= SHORT : !holds(sought);
        if (light) {
            return;
        }
        Scale scale = new Scale(MOST, DEEP, COMPARED);
        scale.put(sought, 0);
        boolean text = sought instanceof String;
        boolean hashed = among instanceof Map<?, ?> || among instanceof java.util.Set<?>;
        if (!hashed || LinearSets.isOne(among)) {
            scale.times(size(among));
            if (!text) {
                check(among);
            }
        }
    }

    private static long size(Object among) {
        // What others say of themselves may be anything.
        return isOfJdk(among) && among instanceof Collection<?> values ? values.size() : Sizes.MOST_ELEMENTS >> 4;
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    /** @return the other one, if it is of the same class; the first one otherwise */
    public static Object alike(Object one, Object other) {
        return other != null && other.getClass() == one.getClass() ? other : one;
    }

    private static boolean holds(Object value) {
        return value != null && !(value instanceof String) && HOLDERS.get(value.getClass());
    }

    private static final class Scale {
        private final long most;
        // How much a value weighs; DEEP if as much as it is deep.
        private final int each;
        private final int textShift;
        private long left;

        private Scale(long most, int each, int textShift) {
            this.most = most;
            this.each = each;
            this.textShift = textShift;
            this.left = most;
        }

        private void take(long weight) {
            left -= weight;
            if (left < 0) {
                throw new SecurityException(
                        "not allowed to extensions: going through values that hold so many others, counted each time"
                                + " that they are held");
            }
        }

        private void times(long count) {
            if (Math.multiplyHigh(most - left, count) != 0 || (most - left) * count > MOST_STEPS) {
                throw new SecurityException("not allowed to extensions: looking for a value that holds many others,"
                        + " or a long text, among " + count + ", one by one");
            }
        }

        private void put(Object value, int depth) {
            if (value instanceof String text) {
                take(1 + ((long) text.length() >> textShift));
                return;
            }
            take(each == DEEP ? Math.max(1, depth) : each);
            if (value == null || value instanceof Number || value instanceof Enum<?>) {
                return;
            }
            Checkpoint.check();
            if (depth > DEEPEST) {
                throw new SecurityException(
                        "not allowed to extensions: values that hold each other more than " + DEEPEST + " deep");
            }
            follow(value, depth + 1);
        }

        private void follow(Object value, int depth) {
            if (value instanceof Collection<?> values) {
                if (LinearSets.isOne(value)) {
                    take((long) values.size() * values.size());
                }
                all(value, values, depth);
                if (value instanceof HashSet<?>) {
                    alikes(values);
                }
            } else if (value instanceof Map<?, ?> map) {
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
                take(isOfJdk(text) ? (long) text.length() >> textShift : 0);
            } else if (value instanceof Buffer buffer) {
                // Its text is short.
                take(each == WRITTEN ? 0 : (long) buffer.remaining() >> textShift);
            } else if (value instanceof BitSet bits) {
                take((long) bits.cardinality() * each);
            } else if (value instanceof AtomicIntegerArray numbers) {
                take((long) numbers.length() * each);
            } else if (value instanceof AtomicLongArray numbers) {
                take((long) numbers.length() * each);
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
                }
            }
        }

        // An array within an array: elsewhere it is nothing but itself.
        private void numbers(Object value) {
            if (value != null && value.getClass().isArray() && !(value instanceof Object[])) {
                take((long) Array.getLength(value) * Math.max(1, each));
            }
        }

        // Those of one hash are compared with each other when one of them is looked for.
        private void alikes(Collection<?> keys) {
            int size = keys.size();
            if (each != DEEP || size <= MANY) {
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
}
