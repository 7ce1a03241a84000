package org.archipel.transformation.internal.jsonata;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** A value by which equal ones are found, with a hash code that nobody can foresee. */
final class DistinctKey {
    private static final long SECRET = new SecureRandom().nextLong();
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int HALF = 32;

    private final Object value;
    private final long hash;

    DistinctKey(Object value) {
        this.value = value;
        this.hash = hash(value);
    }

    private static long hash(Object value) {
        if (value instanceof String text) {
            return hash(text);
        }
        if (value instanceof Map<?, ?> map) {
            long sum = map.size();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                // Equal maps may have another order.
                sum += mixed(hash(member.getKey()) + FACTOR, hash(member.getValue()));
            }
            return mixed(1, sum);
        }
        if (value instanceof List<?> list) {
            long hash = 2;
            for (Object element : list) {
                hash = mixed(hash, hash(element));
            }
            return hash;
        }
        if (value instanceof Double number) {
            return mixed(3, Double.doubleToLongBits(number));
        }
        if (value instanceof BigInteger number) {
            return hash(number.toString());
        }
        if (value instanceof Number number) {
            return mixed(4, number.longValue());
        }
        return mixed(5, value == null ? 0 : value.hashCode());
    }

    private static long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mixed(hash, text.charAt(i));
        }
        return hash;
    }

    /** The last step of SplitMix64, which spreads each bit of what it is given over all of what it gives. */
    private static long mixed(long hash, long next) {
        long mixed = (hash ^ SECRET) * FACTOR + next;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctKey key
                && hash == key.hash
                && (value == null ? key.value == null : value.equals(key.value));
    }

    @Override
    public int hashCode() {
        return (int) (hash ^ hash >>> HALF);
    }
}
