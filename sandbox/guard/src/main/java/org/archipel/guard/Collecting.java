package org.archipel.guard;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What collects by hash looks at each value first; what collects twice passes a checkpoint. */
@SuppressWarnings("unchecked")
public final class Collecting {
    private Collecting() {}

    private static Object weighed(Object value) {
        Checkpoint.check();
        Weights.check(value);
        return value;
    }

    private static Function<Object, Object> key(Function<?, ?> function) {
        return ((Function<Object, Object>) function).andThen(Collecting::weighed);
    }

    private static Function<Object, Object> value(Function<?, ?> function) {
        return (Function<Object, Object>) function;
    }

    private static BinaryOperator<Object> merging(BinaryOperator<?> merge) {
        return (BinaryOperator<Object>) merge;
    }

    public static Stream<?> distinct(Stream<?> values) {
        return values.peek(Collecting::weighed).distinct();
    }

    public static Collector<?, ?, ?> toSet() {
        return Collectors.mapping(Collecting::weighed, Collectors.toSet());
    }

    public static Collector<?, ?, ?> toUnmodifiableSet() {
        return Collectors.collectingAndThen(toSet(), set -> Tables.copyOf((Collection<?>) set));
    }

    public static Collector<?, ?, ?> toCollection(Supplier<?> factory) {
        return Collectors.mapping(Collecting::weighed, Collectors.toCollection((Supplier<Collection<Object>>) factory));
    }

    public static Collector<?, ?, ?> toMap(Function<?, ?> key, Function<?, ?> value) {
        return Collectors.toMap(key(key), value(value));
    }

    public static Collector<?, ?, ?> toMap(Function<?, ?> key, Function<?, ?> value, BinaryOperator<?> merge) {
        return Collectors.toMap(key(key), value(value), merging(merge));
    }

    public static Collector<?, ?, ?> toMap(
            Function<?, ?> key, Function<?, ?> value, BinaryOperator<?> merge, Supplier<?> factory) {
        return Collectors.toMap(key(key), value(value), merging(merge), (Supplier<Map<Object, Object>>) factory);
    }

    public static Collector<?, ?, ?> toUnmodifiableMap(Function<?, ?> key, Function<?, ?> value) {
        return Collectors.collectingAndThen(
                Collectors.toMap(key(key), value(value)), map -> Tables.copyOf((Map<?, ?>) map));
    }

    public static Collector<?, ?, ?> toUnmodifiableMap(
            Function<?, ?> key, Function<?, ?> value, BinaryOperator<?> merge) {
        return Collectors.collectingAndThen(
                Collectors.toMap(key(key), value(value), merging(merge)), map -> Tables.copyOf((Map<?, ?>) map));
    }

    public static Collector<?, ?, ?> toConcurrentMap(Function<?, ?> key, Function<?, ?> value) {
        return Collectors.toConcurrentMap(key(key), value(value));
    }

    public static Collector<?, ?, ?> toConcurrentMap(
            Function<?, ?> key, Function<?, ?> value, BinaryOperator<?> merge) {
        return Collectors.toConcurrentMap(key(key), value(value), merging(merge));
    }

    public static Collector<?, ?, ?> toConcurrentMap(
            Function<?, ?> key, Function<?, ?> value, BinaryOperator<?> merge, Supplier<?> factory) {
        return Collectors.toConcurrentMap(
                key(key), value(value), merging(merge), (Supplier<ConcurrentMap<Object, Object>>) factory);
    }

    public static Collector<?, ?, ?> groupingBy(Function<?, ?> key) {
        return Collectors.groupingBy(key(key));
    }

    public static Collector<?, ?, ?> groupingBy(Function<?, ?> key, Collector<?, ?, ?> downstream) {
        return Collectors.groupingBy(key(key), (Collector<Object, Object, Object>) downstream);
    }

    public static Collector<?, ?, ?> groupingBy(
            Function<?, ?> key, Supplier<?> factory, Collector<?, ?, ?> downstream) {
        return Collectors.groupingBy(
                key(key), (Supplier<Map<Object, Object>>) factory, (Collector<Object, Object, Object>) downstream);
    }

    public static Collector<?, ?, ?> groupingByConcurrent(Function<?, ?> key) {
        return Collectors.groupingByConcurrent(key(key));
    }

    public static Collector<?, ?, ?> groupingByConcurrent(Function<?, ?> key, Collector<?, ?, ?> downstream) {
        return Collectors.groupingByConcurrent(key(key), (Collector<Object, Object, Object>) downstream);
    }

    public static Collector<?, ?, ?> groupingByConcurrent(
            Function<?, ?> key, Supplier<?> factory, Collector<?, ?, ?> downstream) {
        return Collectors.groupingByConcurrent(
                key(key), (Supplier<ConcurrentMap<Object, Object>>) factory, (Collector<Object, Object, Object>)
                        downstream);
    }

    public static Collector<?, ?, ?> partitioningBy(Predicate<?> predicate) {
        return Collectors.partitioningBy((Predicate<Object>) predicate);
    }

    /** One whose parts are parted, forty times, makes a billion containers at once. */
    public static Collector<?, ?, ?> partitioningBy(Predicate<?> predicate, Collector<?, ?, ?> downstream) {
        return Collectors.partitioningBy(
                (Predicate<Object>) predicate, checked((Collector<Object, Object, Object>) downstream));
    }

    /** One that is teed with itself, forty times, makes a billion containers and fills them. */
    public static Collector<?, ?, ?> teeing(
            Collector<?, ?, ?> first, Collector<?, ?, ?> second, BiFunction<?, ?, ?> merger) {
        Collector<Object, Object, Object> both = (Collector<Object, Object, Object>) Collectors.teeing(
                (Collector<Object, ?, Object>) first,
                (Collector<Object, ?, Object>) second,
                (BiFunction<Object, Object, Object>) merger);
        return checked(both);
    }

    private static Collector<Object, Object, Object> checked(Collector<Object, Object, Object> collector) {
        Supplier<Object> supplier = collector.supplier();
        BiConsumer<Object, Object> accumulator = collector.accumulator();
        Function<Object, Object> finisher = collector.finisher();
        return Collector.of(
                () -> {
                    Checkpoint.check();
                    return supplier.get();
                },
                (container, value) -> {
                    Checkpoint.check();
                    accumulator.accept(container, value);
                },
                collector.combiner(),
                container -> {
                    Checkpoint.check();
                    return finisher.apply(container);
                });
    }
}
