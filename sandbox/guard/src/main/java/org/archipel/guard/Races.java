package org.archipel.guard;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Futures that wait for whichever of several comes first. When one comes, the JDK looks through all that waits for the others, in one
 * piece for all such futures: many of them, and many that wait, are without end. So each of them waits for stand-ins here, for which
 * nobody else waits.
 */
// By the types of what they are given: nobody calls them but rewritten code.
@SuppressWarnings("unchecked")
public final class Races {
    private Races() {}

    /** Two that wait for whichever of both comes first. */
    @FunctionalInterface
    private interface Start {
        CompletionStage<?> of(CompletionStage<Object> one, CompletionStage<Object> other);
    }

    public static CompletableFuture<Object> anyOf(CompletableFuture<?>... futures) {
        Locks.few(futures);
        return CompletableFuture.anyOf(
                Arrays.stream(futures).map(Races::standIn).toArray(CompletableFuture<?>[]::new));
    }

    public static CompletableFuture<?> applyToEither(
            CompletableFuture<?> one, CompletionStage<?> other, Function<?, ?> function) {
        return (CompletableFuture<?>) applyToEither((CompletionStage<?>) one, other, function);
    }

    public static CompletionStage<?> applyToEither(
            CompletionStage<?> one, CompletionStage<?> other, Function<?, ?> function) {
        Start start = (first, second) -> first.applyToEither(second, (Function<Object, Object>) function);
        return run(start, one, other, "applyToEither", CompletionStage.class, Function.class);
    }

    public static CompletableFuture<?> applyToEitherAsync(
            CompletableFuture<?> one, CompletionStage<?> other, Function<?, ?> function, Executor executor) {
        return (CompletableFuture<?>) applyToEitherAsync((CompletionStage<?>) one, other, function, executor);
    }

    public static CompletionStage<?> applyToEitherAsync(
            CompletionStage<?> one, CompletionStage<?> other, Function<?, ?> function, Executor executor) {
        Start start =
                (first, second) -> first.applyToEitherAsync(second, (Function<Object, Object>) function, executor);
        return run(start, one, other, "applyToEitherAsync", CompletionStage.class, Function.class, Executor.class);
    }

    public static CompletableFuture<?> acceptEither(
            CompletableFuture<?> one, CompletionStage<?> other, Consumer<?> action) {
        return (CompletableFuture<?>) acceptEither((CompletionStage<?>) one, other, action);
    }

    public static CompletionStage<?> acceptEither(
            CompletionStage<?> one, CompletionStage<?> other, Consumer<?> action) {
        Start start = (first, second) -> first.acceptEither(second, (Consumer<Object>) action);
        return run(start, one, other, "acceptEither", CompletionStage.class, Consumer.class);
    }

    public static CompletableFuture<?> acceptEitherAsync(
            CompletableFuture<?> one, CompletionStage<?> other, Consumer<?> action, Executor executor) {
        return (CompletableFuture<?>) acceptEitherAsync((CompletionStage<?>) one, other, action, executor);
    }

    public static CompletionStage<?> acceptEitherAsync(
            CompletionStage<?> one, CompletionStage<?> other, Consumer<?> action, Executor executor) {
        Start start = (first, second) -> first.acceptEitherAsync(second, (Consumer<Object>) action, executor);
        return run(start, one, other, "acceptEitherAsync", CompletionStage.class, Consumer.class, Executor.class);
    }

    public static CompletableFuture<?> runAfterEither(
            CompletableFuture<?> one, CompletionStage<?> other, Runnable action) {
        return (CompletableFuture<?>) runAfterEither((CompletionStage<?>) one, other, action);
    }

    public static CompletionStage<?> runAfterEither(CompletionStage<?> one, CompletionStage<?> other, Runnable action) {
        Start start = (first, second) -> first.runAfterEither(second, action);
        return run(start, one, other, "runAfterEither", CompletionStage.class, Runnable.class);
    }

    public static CompletableFuture<?> runAfterEitherAsync(
            CompletableFuture<?> one, CompletionStage<?> other, Runnable action, Executor executor) {
        return (CompletableFuture<?>) runAfterEitherAsync((CompletionStage<?>) one, other, action, executor);
    }

    public static CompletionStage<?> runAfterEitherAsync(
            CompletionStage<?> one, CompletionStage<?> other, Runnable action, Executor executor) {
        Start start = (first, second) -> first.runAfterEitherAsync(second, action, executor);
        return run(start, one, other, "runAfterEitherAsync", CompletionStage.class, Runnable.class, Executor.class);
    }

    // What an extension overrides is code of its own; what it inherits is the JDK's, and does for a stand-in as well.
    private static CompletionStage<?> run(
            Start start, CompletionStage<?> one, CompletionStage<?> other, String method, Class<?>... parameters) {
        CompletionStage<Object> second = standIn(other);
        Class<?> type = one.getClass();
        if (!(one instanceof CompletableFuture) || OwnAct.of(() -> !ofJdk(declaring(type, method, parameters)))) {
            return start.of((CompletionStage<Object>) one, second);
        }
        CompletionStage<?> race = start.of(standIn(one), second);
        return OwnAct.of(() -> ofJdk(type))
                ? race
                : follow(race, ((CompletableFuture<Object>) one).newIncompleteFuture());
    }

    private static boolean ofJdk(Class<?> type) {
        return type.getClassLoader() == null;
    }

    private static Class<?> declaring(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Object> standIn(CompletionStage<?> stage) {
        return follow(stage, new CompletableFuture<>());
    }

    /** @return the follower, which is completed as the stage is */
    private static CompletableFuture<Object> follow(CompletionStage<?> stage, CompletableFuture<Object> follower) {
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                follower.complete(value);
            } else {
                follower.completeExceptionally(failure);
            }
        });
        return follower;
    }
}
