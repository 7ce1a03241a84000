package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.transformation.RuleSet.StepTrace;

/** What the steps of a trial made of a request, in the order in which they ended. Thread-safe. */
public final class TrialSteps {
    private static final double NANOS = 1e6;

    private final List<Step> steps = new ArrayList<>();
    private String detailed = "";
    private List<StepTrace> details = List.of();

    /**
     * One step.
     *
     * @param name such as {@code integration/crm}
     * @param value what it made; null if it failed
     * @param millis how long it took
     * @param failure why it failed; null if it did not
     * @param details the steps of a rule set; empty for others
     */
    public record Step(String name, JsonNode value, double millis, Throwable failure, List<StepTrace> details) {}

    public synchronized List<Step> all() {
        return List.copyOf(steps);
    }

    /** What the step that comes next tells of itself; a failure to tell it is left to the step. */
    synchronized void details(String name, Supplier<List<StepTrace>> told) {
        detailed = name;
        details = List.of();
        try {
            details = List.copyOf(told.get());
        } catch (RuntimeException e) {
            // The step fails in the same way.
            detailed = "";
        }
    }

    <T> T run(String name, Supplier<T> work, Function<T, JsonNode> value) {
        long begin = System.nanoTime();
        try {
            T made = work.get();
            add(name, begin, value.apply(made), null);
            return made;
        } catch (RuntimeException e) {
            add(name, begin, null, e);
            throw e;
        }
    }

    <T> CompletableFuture<T> follow(String name, Supplier<CompletableFuture<T>> work, Function<T, JsonNode> value) {
        long begin = System.nanoTime();
        CompletableFuture<T> made;
        try {
            made = work.get();
        } catch (RuntimeException e) {
            made = CompletableFuture.failedFuture(e);
        }
        return made.whenComplete((result, failure) -> add(
                name,
                begin,
                failure == null ? value.apply(result) : null,
                failure == null ? null : Failures.unwrapped(failure)));
    }

    private synchronized void add(String name, long begin, JsonNode value, Throwable failure) {
        double millis = (System.nanoTime() - begin) / NANOS;
        steps.add(new Step(name, value, millis, failure, detailed.equals(name) ? details : List.of()));
    }
}
