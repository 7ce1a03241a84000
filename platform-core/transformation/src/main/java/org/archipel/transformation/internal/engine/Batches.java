package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.internal.engine.Extensions.Calls;

/** Runs many documents: on the caller's thread while that is quick, with the help of others when there is more to do. Thread-safe. */
final class Batches {
    /** After so many it is known how long one takes. */
    private static final int SAMPLE = 64;
    /** Less than this is not worth another thread. */
    private static final long WORTH_NANOS = 4_000_000;

    private final Executor helpers;
    private final int parallel;
    private final Calls calls;

    Batches(Executor helpers, int parallel, Calls calls) {
        this.helpers = helpers;
        this.parallel = parallel;
        this.calls = calls;
    }

    List<Outcome> run(List<? extends JsonNode> documents, Function<JsonNode, Outcome> function) {
        if (!calls.isEmpty()) {
            return calls.batch(() -> inOrder(documents, function));
        }
        Outcome[] outcomes = new Outcome[documents.size()];
        int sample = Math.min(SAMPLE, documents.size());
        long begin = System.nanoTime();
        fill(outcomes, documents, function, 0, sample);
        int rest = documents.size() - sample;
        if (rest > 0 && (System.nanoTime() - begin) / sample * rest > WORTH_NANOS && parallel > 1) {
            shared(outcomes, documents, function, sample);
        } else {
            fill(outcomes, documents, function, sample, documents.size());
        }
        return Collections.unmodifiableList(Arrays.asList(outcomes));
    }

    private static List<Outcome> inOrder(List<? extends JsonNode> documents, Function<JsonNode, Outcome> function) {
        List<Outcome> outcomes = new ArrayList<>(documents.size());
        documents.forEach(document -> outcomes.add(function.apply(document)));
        return outcomes;
    }

    private void shared(
            Outcome[] outcomes, List<? extends JsonNode> documents, Function<JsonNode, Outcome> function, int from) {
        int share = (documents.size() - from + parallel - 1) / parallel;
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int begin = from; begin < documents.size(); begin += share) {
            int first = begin;
            int end = Math.min(documents.size(), begin + share);
            Callable<Void> work = () -> {
                fill(outcomes, documents, function, first, end);
                return null;
            };
            tasks.add(new FutureTask<>(work));
        }
        tasks.subList(1, tasks.size()).forEach(helpers::execute);
        // What no helper has begun the caller does itself: a busy pool delays nobody.
        tasks.forEach(FutureTask::run);
        tasks.forEach(Batches::join);
    }

    private static void fill(
            Outcome[] outcomes,
            List<? extends JsonNode> documents,
            Function<JsonNode, Outcome> function,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            outcomes[i] = function.apply(documents.get(i));
        }
    }

    private static void join(FutureTask<Void> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    // The tasks end by themselves; leaving them would hand out half a result.
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
