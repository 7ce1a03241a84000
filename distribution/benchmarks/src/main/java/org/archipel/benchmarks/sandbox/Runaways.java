package org.archipel.benchmarks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.transform.TransformFunction;

/** Extensions that run away, and what becomes of them, of others, and of the platform's own work. */
public final class Runaways implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<JsonNode> ARGUMENTS = List.of(TextNode.valueOf("a"));
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final long budgetMillis;
    private final MeasuredBoundary boundary;
    private volatile boolean closed;

    public Runaways(long budgetMillis) {
        this.budgetMillis = budgetMillis;
        this.boundary = MeasuredBoundary.of(Map.of(
                "archipel.extension.call-cpu-millis", Long.toString(budgetMillis),
                "archipel.extension.call-limit-seconds", "120",
                "archipel.extension.suspend-after", "0",
                "archipel.extension.minute-cpu-millis", "0",
                "archipel.extension.minute-calls", "0"));
    }

    /**
     * Lets extensions run away.
     *
     * @param kind a class of {@code org.archipel.benchmarks.sandbox.runaway}
     * @return milliseconds from the time at which each one's processor time was used up to the time at which its caller had the answer;
     *     of fewer if they are closed meanwhile
     */
    public double[] end(Class<? extends LongSupplier> kind, int atOnce) {
        Map<Long, Long> usedUp = new ConcurrentHashMap<>();
        List<Double> late = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(atOnce);
        for (int i = 0; i < atOnce; i++) {
            LongSupplier code = ExtensionCode.load(kind, true);
            long[] thread = new long[1];
            TransformFunction function = boundary.guard(given -> {
                thread[0] = Thread.currentThread().getId();
                usedUp.put(thread[0], 0L);
                return JsonNodeFactory.instance.numberNode(code.getAsLong());
            });
            start(() -> {
                try {
                    function.apply(ARGUMENTS);
                } catch (QuotaExceededException expected) {
                    long now = System.nanoTime();
                    long at = usedUp.remove(thread[0]);
                    synchronized (late) {
                        late.add(at == 0 ? 0 : (now - at) / 1e6);
                    }
                } catch (PlatformException other) {
                    // It is missed below, unless all that still runs is withdrawn.
                    usedUp.remove(thread[0]);
                } finally {
                    ended.countDown();
                }
            });
        }
        while (ended.getCount() > 0) {
            observe(usedUp);
        }
        if (late.size() != atOnce && !closed) {
            throw new IllegalStateException("only " + late.size() + " of " + atOnce + " ended as they should");
        }
        return late.stream().mapToDouble(Double::doubleValue).toArray();
    }

    // Looks often, from the side, when a thread's processor time passes the budget.
    private void observe(Map<Long, Long> usedUp) {
        for (Map.Entry<Long, Long> entry : usedUp.entrySet()) {
            if (entry.getValue() == 0
                    && THREADS.getThreadCpuTime(entry.getKey()) >= TimeUnit.MILLISECONDS.toNanos(budgetMillis)) {
                usedUp.replace(entry.getKey(), System.nanoTime());
            }
        }
        sleep(TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Threads of extensions that did not come back. */
    public int lostThreads() {
        return boundary.accounts().all().stream()
                .mapToInt(account -> account.abandonedThreads())
                .sum();
    }

    /**
     * Milliseconds that each of many pieces of work takes, on a thread of the platform that computes for two of five milliseconds,
     * and those that calls of another extension take meanwhile.
     */
    public double[][] workBeside(Runnable others, int pieces) {
        TransformFunction harmless = boundary.guard(given -> given.get(0));
        if (others != null) {
            start(others);
            sleep(TimeUnit.MILLISECONDS.toNanos(500));
        }
        double[] work = new double[pieces];
        double[] calls = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            long start = System.nanoTime();
            compute();
            work[i] = (System.nanoTime() - start) / 1e6;
            start = System.nanoTime();
            harmless.apply(ARGUMENTS);
            calls[i] = (System.nanoTime() - start) / 1e6;
            sleep(REST_NANOS);
        }
        return new double[][] {work, calls};
    }

    // The same amount each time, not the same time.
    private static void compute() {
        long cpu = THREADS.getCurrentThreadCpuTime() + WORK_NANOS;
        while (THREADS.getCurrentThreadCpuTime() < cpu) {
            Thread.onSpinWait();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "platform");
        thread.setDaemon(true);
        thread.start();
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        boundary.close();
    }
}
