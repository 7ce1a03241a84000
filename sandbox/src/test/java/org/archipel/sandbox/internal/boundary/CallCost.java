package org.archipel.sandbox.internal.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.guard.Checkpoint;
import org.archipel.sandbox.test.LiveIslands;

/** Measures, by hand and not as a test, what a call over the boundary costs and how soon a runaway ends. Prints nanoseconds. */
public final class CallCost {
    private static final int ROUNDS = 9;
    private static final Duration CPU = Duration.ofMillis(200);
    private static final List<JsonNode> ARGUMENTS = List.of(TextNode.valueOf("a"));

    private CallCost() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Boundary boundary = Boundary.of(
                "archipel.extension.minute-calls", "0",
                "archipel.extension.minute-cpu-millis", "0",
                "archipel.extension.minute-allocation-mebibytes", "0",
                "archipel.extension.task-cpu-millis", "600000",
                "archipel.extension.task-allocation-mebibytes", "1000000",
                "archipel.extension.call-cpu-millis", Long.toString(CPU.toMillis()),
                "archipel.extension.suspend-after", "0")) {
            TransformFunction plain = given -> given.get(0);
            TransformFunction guarded = guard(boundary, plain);
            report("not guarded", 2_000_000, () -> repeat(plain, 2_000_000));
            report("guarded, one by one", 20_000, () -> repeat(guarded, 20_000));
            report(
                    "guarded, in a batch",
                    500_000,
                    () -> boundary.calls().batch(guarded, Duration.ofMinutes(1), () -> repeat(guarded, 500_000)));
            report("guarded, in a batch, while checkpoints are armed", 500_000, () -> {
                boundary.governor().ordered();
                try {
                    return boundary.calls().batch(guarded, Duration.ofMinutes(1), () -> repeat(guarded, 500_000));
                } finally {
                    boundary.governor().obeyed();
                }
            });
            print("end of an endless loop after its budget", ends(boundary, 1, 10));
            print("the same, ten at once", ends(boundary, 10, 1));
        }
    }

    private static TransformFunction guard(Boundary boundary, TransformFunction function) {
        return boundary.calls()
                .guard(
                        TransformFunction.class,
                        function,
                        LiveIslands.admit(List.of()).location());
    }

    private static int repeat(TransformFunction function, int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += function.apply(ARGUMENTS).asText().length();
        }
        return sum;
    }

    private static void report(String what, int calls, Supplier<Integer> work) {
        long[] perCall = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.get();
            perCall[i] = (System.nanoTime() - start) / calls;
        }
        // The first rounds warm up.
        print(what, Arrays.copyOfRange(perCall, 3, ROUNDS));
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %,d, best %,d, worst %,d%n",
                what, nanos[nanos.length / 2], nanos[0], nanos[nanos.length - 1]);
    }

    private static long[] ends(Boundary boundary, int atOnce, int rounds) throws InterruptedException {
        List<Long> late = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            CountDownLatch done = new CountDownLatch(atOnce);
            for (int i = 0; i < atOnce; i++) {
                long[] cpu = new long[1];
                TransformFunction runaway = guard(boundary, given -> {
                    long start = System.nanoTime();
                    while (true) {
                        Checkpoint.check();
                        cpu[0] = System.nanoTime() - start;
                    }
                });
                new Thread(() -> {
                            long start = System.nanoTime();
                            try {
                                runaway.apply(ARGUMENTS);
                            } catch (QuotaExceededException expected) {
                                synchronized (late) {
                                    late.add(System.nanoTime() - start - (atOnce == 1 ? CPU.toNanos() : cpu[0]));
                                }
                            }
                            done.countDown();
                        })
                        .start();
            }
            done.await();
        }
        return late.stream().mapToLong(Long::longValue).toArray();
    }
}
