package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.guard.Checkpoint;
import org.archipel.sandbox.ExtensionStatistics.Figures;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Extensions that run away, with the checkpoints that the rewriter puts into their code put there by hand. */
class RunawayTest {
    private static final Duration CPU = Duration.ofMillis(200);
    // Far more than on a quiet machine: tests run on busy ones, where nobody gets a processor in time.
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private Boundary boundary = boundary(CPU);
    private final LiveIsland island = LiveIslands.admit(List.of());
    private final AtomicLong kept = new AtomicLong();

    private static Boundary boundary(Duration cpu) {
        return Boundary.of(
                "archipel.extension.call-limit-seconds", "60",
                "archipel.extension.call-cpu-millis", String.valueOf(cpu.toMillis()),
                "archipel.extension.call-allocation-mebibytes", "64",
                "archipel.extension.suspend-after", "0");
    }

    @AfterEach
    void end() {
        boundary.close();
    }

    private TransformFunction guard(LiveIsland of, TransformFunction function) {
        return boundary.calls().guard(TransformFunction.class, function, of.location());
    }

    private JsonNode call(TransformFunction function) {
        return guard(island, function).apply(List.of(TextNode.valueOf("a")));
    }

    private Figures figures() {
        return boundary.calls()
                .of(
                        island.installation().organizationId(),
                        island.installation().installationId())
                .orElseThrow();
    }

    private void isStopped(TransformFunction function, String words) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> call(function))
                .isExactlyInstanceOf(QuotaExceededException.class)
                .hasMessageContaining(words)
                .hasNoCause();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(figures().abandonedThreads()).isZero());
    }

    private void spin() {
        while (true) {
            Checkpoint.check();
            kept.incrementAndGet();
        }
    }

    @Test
    void anEndlessLoopEndsWithItsBudget() {
        isStopped(
                arguments -> {
                    spin();
                    return null;
                },
                "ms of CPU time; a call may use 200 ms");

        assertThat(figures().used().stops()).isEqualTo(1);
        assertThat(figures().used().cpuTime()).isBetween(CPU, AT_MOST);
    }

    private static Throwable running(Runnable thread) {
        return catchThrowable(thread::run);
    }

    @Test
    void whoRunsItsOwnThreadIsStoppedAsAnyOther() {
        AtomicReference<Throwable> told = new AtomicReference<>();

        isStopped(
                arguments -> {
                    told.set(running(Thread.currentThread()));
                    spin();
                    return null;
                },
                "CPU time");

        assertThat(told.get()).isInstanceOf(SecurityException.class).hasMessageContaining("running a thread");
    }

    @Test
    void whoRunsTheThreadOfAnotherCallTakesNeitherOutOfItsBudget() throws Exception {
        AtomicReference<Thread> other = new AtomicReference<>();
        AtomicReference<Throwable> told = new AtomicReference<>();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<?> first = caller.submit(() -> call(arguments -> {
                other.set(Thread.currentThread());
                spin();
                return null;
            }));
            Awaitility.await().until(() -> other.get() != null);

            isStopped(
                    arguments -> {
                        told.set(running(other.get()));
                        spin();
                        return null;
                    },
                    "CPU time");

            assertThatThrownBy(() -> first.get(AT_MOST.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(QuotaExceededException.class);
        } finally {
            caller.shutdownNow();
        }
        assertThat(told.get()).isInstanceOf(SecurityException.class);
        assertThat(figures().used().stops()).isEqualTo(2);
    }

    @Test
    void theLogBeginsWhereTheExtensionWas() {
        isStopped(
                arguments -> {
                    spin();
                    return null;
                },
                "CPU time");

        assertThat(boundary.logs()
                        .tail(
                                island.installation().organizationId(),
                                island.installation().installationId(),
                                1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.trace())
                        .contains("RunawayTest.spin")
                        .doesNotContain("Checkpoint", "obey", "governor.Stop"));
    }

    @Test
    void catchingThrowableDoesNotHelp() {
        isStopped(
                arguments -> {
                    while (true) {
                        try {
                            spin();
                        } catch (Throwable everything) {
                            Checkpoint.check();
                        }
                    }
                },
                "CPU time");
    }

    @Test
    @SuppressWarnings("finally")
    void returningFromFinallyDoesNotHelp() {
        isStopped(
                arguments -> {
                    try {
                        spin();
                    } finally {
                        return arguments.get(0);
                    }
                },
                "CPU time");
    }

    @Test
    @SuppressWarnings("finally")
    void loopingInFinallyDoesNotHelp() {
        isStopped(
                arguments -> {
                    for (int i = 0; ; i++) {
                        Checkpoint.check();
                        try {
                            spin();
                        } finally {
                            continue;
                        }
                    }
                },
                "CPU time");
    }

    @Test
    void monitorsAreFreeAfterwards() {
        Object monitor = new Object();
        isStopped(
                arguments -> {
                    synchronized (monitor) {
                        spin();
                    }
                    return null;
                },
                "CPU time");

        assertThat(call(arguments -> {
                    synchronized (monitor) {
                        return arguments.get(0);
                    }
                }))
                .isEqualTo(TextNode.valueOf("a"));
    }

    @Test
    void anAllocationHogEndsWithItsBudget() {
        // Memory that the machine gives for the first time may take it longer than the processor time of the others.
        boundary.close();
        boundary = boundary(AT_MOST);
        isStopped(
                arguments -> {
                    List<byte[]> hoard = new ArrayList<>();
                    while (true) {
                        Checkpoint.check();
                        hoard.add(new byte[1 << 12]);
                        if (hoard.size() > 1_000) {
                            hoard.clear();
                        }
                    }
                },
                "of memory; a call may allocate 65,536 KiB");

        assertThat(figures().used().allocatedBytes()).isGreaterThan(64L << 20);
    }

    @Test
    void tenRunawaysAtOnceLeaveTheOthersAlone() throws ExecutionException, InterruptedException {
        LiveIsland other = LiveIslands.admit(List.of());
        TransformFunction harmless = guard(other, arguments -> {
            Checkpoint.check();
            return arguments.get(0);
        });
        ExecutorService callers = Executors.newFixedThreadPool(10);
        List<Future<?>> runaways = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TransformFunction runaway = guard(LiveIslands.admit(List.of()), arguments -> {
                spin();
                return null;
            });
            runaways.add(callers.submit(() ->
                    assertThatThrownBy(() -> runaway.apply(List.of())).isInstanceOf(QuotaExceededException.class)));
        }
        while (!runaways.stream().allMatch(Future::isDone)) {
            assertThat(harmless.apply(List.of(TextNode.valueOf("b")))).isEqualTo(TextNode.valueOf("b"));
        }
        for (Future<?> runaway : runaways) {
            runaway.get();
        }
        callers.shutdown();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(boundary.accounts().all())
                        .hasSize(11)
                        .allMatch(account -> account.abandonedThreads() == 0));
    }

    @Test
    void aBatchIsOneCallOnOneThread() {
        List<Thread> threads = new ArrayList<>();
        TransformFunction function = guard(island, arguments -> {
            threads.add(Thread.currentThread());
            return arguments.get(0);
        });

        int sum = boundary.calls().batch(function, Duration.ofSeconds(10), () -> {
            int total = 0;
            for (int i = 0; i < 100; i++) {
                total += function.apply(List.of(TextNode.valueOf("7"))).asInt();
            }
            return total;
        });

        assertThat(sum).isEqualTo(700);
        assertThat(threads).hasSize(100).containsOnly(threads.get(0));
        assertThat(threads.get(0)).isNotSameAs(Thread.currentThread());
        assertThat(figures().used().calls()).isEqualTo(101);
    }

    @Test
    void aRunawayInABatchEndsItWithoutTheWorkGoingOn() {
        Boundary strict = boundary;
        TransformFunction function = guard(island, arguments -> {
            spin();
            return null;
        });
        AtomicLong tries = new AtomicLong();

        assertThatThrownBy(() -> strict.calls().batch(function, Duration.ofMillis(300), () -> {
                    while (tries.incrementAndGet() < 100) {
                        try {
                            function.apply(List.of());
                        } catch (PlatformException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
                        }
                    }
                    return null;
                }))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void whatNothingCanEndHasTheLowestPriority() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")) && Files.isExecutable(Path.of("/usr/bin/renice")));
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicReference<Thread> thread = new AtomicReference<>();
        TransformFunction withinTheJdk = arguments -> {
            thread.set(Thread.currentThread());
            while (on.get()) {
                kept.incrementAndGet();
            }
            return TextNode.valueOf("late");
        };

        assertThatThrownBy(() -> call(withinTheJdk)).isInstanceOf(QuotaExceededException.class);

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(niceness(thread.get())).isEqualTo(19));
        on.set(false);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(thread.get().isAlive()).isFalse());
        assertThat(call(arguments -> TextNode.valueOf("next")).asText()).isEqualTo("next");
    }

    // The nineteenth field; the second one, a name in brackets, may have spaces.
    private static int niceness(Thread thread) throws IOException {
        String number = LowPriority.number(thread.getName()).orElseThrow();
        String fields = Files.readString(Path.of("/proc/self/task", number, "stat"));
        return Integer.parseInt(fields.substring(fields.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
