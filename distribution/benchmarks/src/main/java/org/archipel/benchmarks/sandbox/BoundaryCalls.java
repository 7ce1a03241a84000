package org.archipel.benchmarks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.archipel.api.transform.TransformFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Calls of the platform into an extension whose function returns its argument. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BoundaryCalls {
    private static final int MANY = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<JsonNode> arguments = List.of(TextNode.valueOf("a"));
    private MeasuredBoundary boundary;
    private TransformFunction plain;
    private TransformFunction guarded;
    private Exchange exchange;

    @Setup
    public void open() {
        boundary = MeasuredBoundary.withoutBudgets();
        plain = given -> given.get(0);
        guarded = boundary.guard(plain);
    }

    @TearDown
    public void close() {
        boundary.close();
        if (exchange != null) {
            exchange.close();
        }
    }

    /** Without a boundary. */
    @Benchmark
    public JsonNode direct() {
        return plain.apply(arguments);
    }

    /** What a change of threads and back takes at the least on this machine; the other thread is there for this benchmark only. */
    @Benchmark
    public long changeOfThreads() {
        if (exchange == null) {
            exchange = new Exchange();
        }
        return exchange.once();
    }

    /** One call after the other. */
    @Benchmark
    public JsonNode single() {
        return guarded.apply(arguments);
    }

    /** Many calls on the extension's thread. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void batched(Blackhole results) {
        boundary.calls().batch(guarded, LIMIT, () -> {
            for (int i = 0; i < MANY; i++) {
                results.consume(guarded.apply(arguments));
            }
            return null;
        });
    }

    /** A call each millisecond, so that the extension's thread sleeps meanwhile; the pause is part of the figure. */
    @Benchmark
    public JsonNode afterPause() {
        pause();
        return guarded.apply(arguments);
    }

    /** The pause alone. */
    @Benchmark
    public void pause() {
        long end = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
