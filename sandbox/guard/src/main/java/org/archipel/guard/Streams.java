package org.archipel.guard;

import java.io.BufferedReader;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sources of streams: each element passes a checkpoint, also where no code of the extension is in between. */
public final class Streams {
    // Of the JDK: what they say of their sizes is so.
    private static final Set<Class<?>> PLAIN = Set.of(
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            Arrays.asList().getClass(),
            List.of().getClass(),
            List.of(1).getClass(),
            new HashMap<>().keySet().getClass(),
            new HashMap<>().values().getClass(),
            new HashMap<>().entrySet().getClass());

    private Streams() {}

    static <T> Stream<T> checked(Stream<T> stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    // Nobody knows then how long it is, or believes what it says: an array of that size would be made at once.
    static <T> Stream<T> ofAnySize(Stream<T> stream) {
        return stream.filter(element -> {
            Checkpoint.check();
            return true;
        });
    }

    /** Stages may be many, each of the JDK. */
    public static Stream<?> stream(Collection<?> elements) {
        return PLAIN.contains(elements.getClass()) ? checked(elements.stream()) : ofAnySize(elements.stream());
    }

    @SuppressWarnings("unchecked")
    public static Stream<?> concat(Stream<?> first, Stream<?> second) {
        return ofAnySize(Stream.concat((Stream<Object>) first, (Stream<Object>) second));
    }

    public static Stream<?> stream(Object[] elements) {
        return checked(Arrays.stream(elements));
    }

    public static Stream<?> stream(Object[] elements, int from, int to) {
        return checked(Arrays.stream(elements, from, to));
    }

    public static Stream<?> of(Object... elements) {
        return stream(elements);
    }

    public static IntStream stream(int[] elements) {
        return IntStreams.checked(Arrays.stream(elements));
    }

    public static IntStream stream(int[] elements, int from, int to) {
        return IntStreams.checked(Arrays.stream(elements, from, to));
    }

    public static LongStream stream(long[] elements) {
        return LongStreams.checked(Arrays.stream(elements));
    }

    public static LongStream stream(long[] elements, int from, int to) {
        return LongStreams.checked(Arrays.stream(elements, from, to));
    }

    public static DoubleStream stream(double[] elements) {
        return DoubleStreams.checked(Arrays.stream(elements));
    }

    public static DoubleStream stream(double[] elements, int from, int to) {
        return DoubleStreams.checked(Arrays.stream(elements, from, to));
    }

    public static IntStream stream(BitSet bits) {
        return IntStreams.checked(bits.stream());
    }

    public static IntStream chars(CharSequence text) {
        return IntStreams.checked(text.chars());
    }

    public static IntStream codePoints(CharSequence text) {
        return IntStreams.checked(text.codePoints());
    }

    public static IntStream chars(String text) {
        return IntStreams.checked(text.chars());
    }

    public static IntStream codePoints(String text) {
        return IntStreams.checked(text.codePoints());
    }

    public static IntStream chars(StringBuilder text) {
        return chars(text.toString());
    }

    public static IntStream codePoints(StringBuilder text) {
        return codePoints(text.toString());
    }

    public static IntStream chars(StringBuffer text) {
        return chars(text.toString());
    }

    public static IntStream codePoints(StringBuffer text) {
        return codePoints(text.toString());
    }

    public static IntStream chars(CharBuffer text) {
        return chars(text.toString());
    }

    public static Stream<String> lines(String text) {
        return checked(text.lines());
    }

    public static Stream<String> lines(BufferedReader reader) {
        return checked(reader.lines());
    }

    public static Stream<?> build(Stream.Builder<?> builder) {
        return checked(builder.build());
    }

    public static IntStream build(IntStream.Builder builder) {
        return IntStreams.checked(builder.build());
    }

    public static LongStream build(LongStream.Builder builder) {
        return LongStreams.checked(builder.build());
    }

    public static DoubleStream build(DoubleStream.Builder builder) {
        return DoubleStreams.checked(builder.build());
    }

    /** {@link StreamSupport#stream}, never in parallel. */
    public static Stream<?> stream(Spliterator<?> elements, boolean parallel) {
        if (parallel) {
            throw new SecurityException("not allowed to extensions: parallel streams");
        }
        return ofAnySize(StreamSupport.stream(elements, false));
    }

    public static Stream<?> iterate(Object seed, UnaryOperator<Object> next) {
        return checked(Stream.iterate(seed, next));
    }

    public static Stream<?> iterate(Object seed, Predicate<Object> more, UnaryOperator<Object> next) {
        return checked(Stream.iterate(seed, more, next));
    }

    public static Stream<?> generate(Supplier<?> supplier) {
        return checked(Stream.generate(supplier));
    }
}
