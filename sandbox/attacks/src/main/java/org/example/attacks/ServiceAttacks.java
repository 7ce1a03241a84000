package org.example.attacks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Quotas that are passed by, and services of the platform that are disturbed at their work. */
public final class ServiceAttacks {
    private static final int TIMES = 40;

    private ServiceAttacks() {}

    @Attack(
            number = 221,
            title = "Fewer bytes than none, written to a temporary file",
            expected = Verdict.DENIED,
            by = "100000 bytes")
    @Needs(resource = "files", action = "temp", condition = "quotaBytes", values = "100000")
    public static final class LessThanNothing extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (OutputStream out = context().tempFiles().write("large")) {
                try {
                    out.write(new byte[0], 0, -1_000_000);
                } catch (IndexOutOfBoundsException e) {
                    out.write(new byte[500_000]);
                }
            }
            return "500,000 bytes";
        }
    }

    @Attack(number = 221, title = "An event of more than a megabyte", expected = Verdict.DENIED, by = "event")
    @Needs(resource = "events", action = "publish", condition = "topics", values = "attack.*")
    public static final class LargeEvent extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.put("text", "x".repeat(1_500_000));
            return context().events().publish("attack.large", "one", data);
        }
    }

    @Attack(number = 222, title = "A thread that interrupts itself before it stores", expected = Verdict.ALLOWED)
    @Needs(resource = "storage", action = "write")
    public static final class InterruptsItself extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            for (int i = 0; i < TIMES; i++) {
                Thread.currentThread().interrupt();
                context().keyValues().put("key", TextNode.valueOf("value " + i));
                if (!Thread.interrupted()) {
                    throw new IllegalStateException("the interruption was lost");
                }
            }
            return TIMES;
        }
    }

    @Attack(
            number = 222,
            title = "A task that another call cancels while it stores",
            expected = {Verdict.ALLOWED, Verdict.DENIED},
            because = "the second wall lets no extension interrupt another thread, which it may be about to do",
            calls = 2)
    @Needs(resource = "storage", action = "write")
    public static final class Cancelled extends Probe {
        private static final AtomicBoolean BEGUN = new AtomicBoolean();
        private static final AtomicBoolean ENDED = new AtomicBoolean();
        private static final AtomicReference<FutureTask<?>> RUNNING = new AtomicReference<>();
        private static final List<Throwable> FAILED = new CopyOnWriteArrayList<>();

        @Override
        protected Object attempt(Stage stage) throws Throwable {
            if (BEGUN.compareAndSet(false, true)) {
                for (int i = 0; i < TIMES; i++) {
                    FutureTask<?> task = new FutureTask<>(this::store, null);
                    RUNNING.set(task);
                    task.run();
                    Thread.interrupted();
                }
                ENDED.set(true);
            } else {
                while (!ENDED.get()) {
                    FutureTask<?> task = RUNNING.getAndSet(null);
                    if (task != null) {
                        Thread.sleep(0, 300_000);
                        task.cancel(true);
                    }
                    Thread.sleep(0, 100_000);
                }
            }
            if (!FAILED.isEmpty()) {
                throw FAILED.get(0);
            }
            return TIMES;
        }

        private void store() {
            try {
                context().keyValues().put("key", TextNode.valueOf("value"));
            } catch (Throwable thrown) {
                FAILED.add(thrown);
            }
        }
    }
}
