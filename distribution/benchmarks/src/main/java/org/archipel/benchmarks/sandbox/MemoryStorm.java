package org.archipel.benchmarks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.archipel.api.error.PlatformException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.benchmarks.sandbox.hog.ArrayBomb;
import org.archipel.benchmarks.sandbox.hog.Crowd;
import org.archipel.benchmarks.sandbox.hog.Doubling;
import org.archipel.benchmarks.sandbox.hog.SmallObjects;
import org.archipel.benchmarks.sandbox.hog.StaticLeak;
import org.archipel.benchmarks.sandbox.hog.Stubborn;

/**
 * A process with the platform's heap and the standard budgets, in which extensions take all memory they can get, while threads of the
 * platform work. Prints for each kind of extension how often a thread of the platform found no memory.
 */
public final class MemoryStorm {
    private static final List<Class<? extends LongSupplier>> HOGS =
            List.of(ArrayBomb.class, SmallObjects.class, Doubling.class, Stubborn.class, Crowd.class, StaticLeak.class);
    private static final int CALLERS = 16;
    private static final long MILLIS = 6_000;
    // What the platform itself keeps.
    private static final int PLATFORM_MEBIBYTES = 90;

    private final List<byte[]> own = new ArrayList<>();
    private final LongAdder work = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean over;

    private MemoryStorm() {
        for (int i = 0; i < PLATFORM_MEBIBYTES * 16; i++) {
            own.add(new byte[1 << 16]);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (Class<? extends LongSupplier> hog : HOGS) {
            new MemoryStorm().run(hog);
        }
        System.exit(0);
    }

    private void run(Class<? extends LongSupplier> hog) throws InterruptedException {
        try (MeasuredBoundary boundary = MeasuredBoundary.of(Map.of())) {
            LongSupplier code = ExtensionCode.load(hog, true);
            TransformFunction function = boundary.guard(given -> JsonNodeFactory.instance.numberNode(code.getAsLong()));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(started(this::platformWork));
            }
            AtomicInteger ended = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();
            for (int i = 0; i < CALLERS; i++) {
                threads.add(started(() -> callAgain(function, ended, refused, lost)));
            }
            Thread.sleep(MILLIS);
            over = true;
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            System.out.printf(
                    "figures %s %d %d %d%n",
                    hog.getSimpleName(), failures.sum() + lost.get(), work.sum(), ended.get() + refused.get());
            if (own.isEmpty()) {
                throw new IllegalStateException("the platform's own memory is gone");
            }
        }
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work, "platform");
        thread.start();
        return thread;
    }

    private void callAgain(TransformFunction function, AtomicInteger ended, AtomicInteger refused, AtomicInteger lost) {
        while (!over) {
            try {
                function.apply(List.of());
                ended.incrementAndGet();
            } catch (PlatformException e) {
                refused.incrementAndGet();
                pause();
            } catch (OutOfMemoryError e) {
                lost.incrementAndGet();
            }
        }
    }

    // As a request does: some hundred kilobytes that are soon forgotten.
    private void platformWork() {
        while (!over) {
            try {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                for (int i = 0; i < 2_000; i++) {
                    node.put("field" + i, "value" + i);
                }
                JsonNode copy = node.deepCopy();
                work.add(copy.size() / 2_000);
                pause();
            } catch (OutOfMemoryError e) {
                failures.increment();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
