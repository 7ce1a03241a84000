package org.archipel.guard;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Functions that are put together pass a checkpoint: one that is put together with itself, forty times, is called a billion times. */
// By the types of what they put together: nobody calls them but rewritten code.
@SuppressWarnings({"unchecked", "overloads"})
public final class Functions {
    private Functions() {}

    private static Function<Object, Object> checked(Function<Object, Object> function) {
        return value -> {
            Checkpoint.check();
            return function.apply(value);
        };
    }

    public static Function<?, ?> andThen(Function<?, ?> first, Function<?, ?> second) {
        return checked(((Function<Object, Object>) first).andThen((Function<Object, Object>) second));
    }

    public static Function<?, ?> compose(Function<?, ?> second, Function<?, ?> first) {
        return checked(((Function<Object, Object>) second).compose((Function<Object, Object>) first));
    }

    public static BiFunction<?, ?, ?> andThen(BiFunction<?, ?, ?> first, Function<?, ?> second) {
        BiFunction<Object, Object, Object> both =
                ((BiFunction<Object, Object, Object>) first).andThen((Function<Object, Object>) second);
        return (one, other) -> {
            Checkpoint.check();
            return both.apply(one, other);
        };
    }

    /** @return the same, past a checkpoint: it may be one of the JDK's */
    public static Predicate<?> checked(Predicate<?> predicate) {
        Predicate<Object> condition = (Predicate<Object>) Objects.requireNonNull(predicate);
        return value -> {
            Checkpoint.check();
            return condition.test(value);
        };
    }

    /** Weighs what it compares. */
    public static Predicate<?> isEqual(Object target) {
        return value -> {
            Checkpoint.check();
            Weights.check(target);
            Weights.check(value);
            return Objects.equals(target, value);
        };
    }

    public static Predicate<?> and(Predicate<?> first, Predicate<?> second) {
        return checked(((Predicate<Object>) first).and((Predicate<Object>) second));
    }

    public static Predicate<?> or(Predicate<?> first, Predicate<?> second) {
        return checked(((Predicate<Object>) first).or((Predicate<Object>) second));
    }

    private static BiPredicate<Object, Object> checked(BiPredicate<Object, Object> predicate) {
        return (one, other) -> {
            Checkpoint.check();
            return predicate.test(one, other);
        };
    }

    public static BiPredicate<?, ?> and(BiPredicate<?, ?> first, BiPredicate<?, ?> second) {
        return checked(((BiPredicate<Object, Object>) first).and((BiPredicate<Object, Object>) second));
    }

    public static BiPredicate<?, ?> or(BiPredicate<?, ?> first, BiPredicate<?, ?> second) {
        return checked(((BiPredicate<Object, Object>) first).or((BiPredicate<Object, Object>) second));
    }

    private static IntPredicate checked(IntPredicate predicate) {
        return value -> {
            Checkpoint.check();
            return predicate.test(value);
        };
    }

    public static IntPredicate and(IntPredicate first, IntPredicate second) {
        return checked(first.and(second));
    }

    public static IntPredicate or(IntPredicate first, IntPredicate second) {
        return checked(first.or(second));
    }

    private static LongPredicate checked(LongPredicate predicate) {
        return value -> {
            Checkpoint.check();
            return predicate.test(value);
        };
    }

    public static LongPredicate and(LongPredicate first, LongPredicate second) {
        return checked(first.and(second));
    }

    public static LongPredicate or(LongPredicate first, LongPredicate second) {
        return checked(first.or(second));
    }

    private static DoublePredicate checked(DoublePredicate predicate) {
        return value -> {
            Checkpoint.check();
            return predicate.test(value);
        };
    }

    public static DoublePredicate and(DoublePredicate first, DoublePredicate second) {
        return checked(first.and(second));
    }

    public static DoublePredicate or(DoublePredicate first, DoublePredicate second) {
        return checked(first.or(second));
    }

    public static Consumer<?> andThen(Consumer<?> first, Consumer<?> second) {
        Consumer<Object> both = ((Consumer<Object>) first).andThen((Consumer<Object>) second);
        return value -> {
            Checkpoint.check();
            both.accept(value);
        };
    }

    public static BiConsumer<?, ?> andThen(BiConsumer<?, ?> first, BiConsumer<?, ?> second) {
        BiConsumer<Object, Object> both =
                ((BiConsumer<Object, Object>) first).andThen((BiConsumer<Object, Object>) second);
        return (one, other) -> {
            Checkpoint.check();
            both.accept(one, other);
        };
    }

    public static IntConsumer andThen(IntConsumer first, IntConsumer second) {
        IntConsumer both = first.andThen(second);
        return value -> {
            Checkpoint.check();
            both.accept(value);
        };
    }

    public static LongConsumer andThen(LongConsumer first, LongConsumer second) {
        LongConsumer both = first.andThen(second);
        return value -> {
            Checkpoint.check();
            both.accept(value);
        };
    }

    public static DoubleConsumer andThen(DoubleConsumer first, DoubleConsumer second) {
        DoubleConsumer both = first.andThen(second);
        return value -> {
            Checkpoint.check();
            both.accept(value);
        };
    }

    private static IntUnaryOperator checked(IntUnaryOperator operator) {
        return value -> {
            Checkpoint.check();
            return operator.applyAsInt(value);
        };
    }

    public static IntUnaryOperator andThen(IntUnaryOperator first, IntUnaryOperator second) {
        return checked(first.andThen(second));
    }

    public static IntUnaryOperator compose(IntUnaryOperator second, IntUnaryOperator first) {
        return checked(second.compose(first));
    }

    private static LongUnaryOperator checked(LongUnaryOperator operator) {
        return value -> {
            Checkpoint.check();
            return operator.applyAsLong(value);
        };
    }

    public static LongUnaryOperator andThen(LongUnaryOperator first, LongUnaryOperator second) {
        return checked(first.andThen(second));
    }

    public static LongUnaryOperator compose(LongUnaryOperator second, LongUnaryOperator first) {
        return checked(second.compose(first));
    }

    private static DoubleUnaryOperator checked(DoubleUnaryOperator operator) {
        return value -> {
            Checkpoint.check();
            return operator.applyAsDouble(value);
        };
    }

    public static DoubleUnaryOperator andThen(DoubleUnaryOperator first, DoubleUnaryOperator second) {
        return checked(first.andThen(second));
    }

    public static DoubleUnaryOperator compose(DoubleUnaryOperator second, DoubleUnaryOperator first) {
        return checked(second.compose(first));
    }

    public static Comparator<?> thenComparing(Comparator<?> first, Comparator<?> second) {
        return Orders.checked(Collated.of(first).thenComparing(Collated.of(second)));
    }

    public static Comparator<?> thenComparing(Comparator<?> first, Function<?, ?> key, Comparator<?> second) {
        return Orders.checked(Collated.of(first).thenComparing((Function<Object, Object>) key, Collated.of(second)));
    }
}
