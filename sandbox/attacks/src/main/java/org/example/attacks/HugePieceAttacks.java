package org.example.attacks;

import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Arrays of hundreds of megabytes that the JDK makes in one piece, for what says of itself that it is so large; and what it keeps for ever. */
public final class HugePieceAttacks {
    private static final int HUGE = 150_000_000;

    private HugePieceAttacks() {}

    private static final class LongText implements CharSequence {
        @Override
        public int length() {
            return HUGE;
        }

        @Override
        public char charAt(int index) {
            throw new IllegalStateException("it is there already");
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "";
        }
    }

    @Attack(number = 225, title = "A text that says that it is long, in a builder", expected = Verdict.DENIED)
    public static final class Builder extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new StringBuilder(new LongText()).length();
        }
    }

    /** A text by a lambda, which has no method of that name. */
    @FunctionalInterface
    private interface LongByLambda extends CharSequence {
        @Override
        default char charAt(int index) {
            return 'a';
        }

        @Override
        default CharSequence subSequence(int start, int end) {
            return this;
        }
    }

    @Attack(number = 385, title = "A lambda that says that it is a long text", expected = Verdict.DENIED)
    public static final class ByLambda extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            LongByLambda text = () -> HUGE;
            return new StringBuilder(text).length();
        }
    }

    @Attack(number = 225, title = "A text that says that it is long, as bytes", expected = Verdict.DENIED)
    public static final class Encoded extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return StandardCharsets.UTF_8
                    .encode(CharBuffer.wrap(new LongText()))
                    .limit();
        }
    }

    @Attack(number = 225, title = "A text that says that it is long, as digits", expected = Verdict.DENIED)
    public static final class Digits extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return HexFormat.of().parseHex(new LongText()).length;
        }
    }

    private abstract static class Says {
        /** Of no collection, and inherited by one. */
        public int size() {
            return HUGE;
        }
    }

    private static final class LongCollection extends Says implements Collection<Object> {
        private final List<Object> nothing = new ArrayList<>();

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public boolean contains(Object value) {
            return false;
        }

        @Override
        public Iterator<Object> iterator() {
            return nothing.iterator();
        }

        @Override
        public Object[] toArray() {
            return nothing.toArray();
        }

        @Override
        public <T> T[] toArray(T[] array) {
            return nothing.toArray(array);
        }

        @Override
        public boolean add(Object value) {
            return false;
        }

        @Override
        public boolean remove(Object value) {
            return false;
        }

        @Override
        public boolean containsAll(Collection<?> values) {
            return false;
        }

        @Override
        public boolean addAll(Collection<?> values) {
            return false;
        }

        @Override
        public boolean removeAll(Collection<?> values) {
            return false;
        }

        @Override
        public boolean retainAll(Collection<?> values) {
            return false;
        }

        @Override
        public void clear() {
            nothing.clear();
        }
    }

    @Attack(number = 225, title = "A collection whose parent says that it is large", expected = Verdict.DENIED)
    public static final class Inherited extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ArrayDeque<>(new LongCollection()).size();
        }
    }

    private static final class LongList extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            return index;
        }

        @Override
        public int size() {
            return HUGE;
        }
    }

    @Attack(number = 225, title = "A list that says that it is long, as an array", expected = Verdict.DENIED)
    public static final class Listed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new LongList().toArray().length;
        }
    }

    private static final class LongMap extends AbstractMap<Object, Object> {
        @Override
        public int size() {
            return HUGE;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return Set.of(Map.entry("one", 1));
        }
    }

    @Attack(number = 225, title = "A map that says that it is large, in another one", expected = Verdict.DENIED)
    public static final class Mapped extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ConcurrentHashMap<>(new LongMap()).size();
        }
    }

    @Attack(number = 226, title = "A map with hardly any load", expected = Verdict.DENIED)
    public static final class Load extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Integer, Integer> map = new ConcurrentHashMap<>(1, 1e-8f);
            map.put(1, 1);
            return map.size();
        }
    }

    @Attack(number = 226, title = "A map that doubles with each of its entries", expected = Verdict.DENIED)
    public static final class Doubling extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Integer, Integer> few = new HashMap<>();
            for (int i = 0; i < 27; i++) {
                few.put(i, i);
            }
            Map<Integer, Integer> map = new HashMap<>(1, Float.MIN_VALUE);
            map.putAll(few);
            return map.size();
        }
    }

    @Attack(number = 228, title = "Results of coders, kept for ever", expected = Verdict.DENIED)
    public static final class Results extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            for (int i = 1; i < 100_000; i++) {
                CoderResult.malformedForLength(i);
            }
            return "kept";
        }
    }
}
