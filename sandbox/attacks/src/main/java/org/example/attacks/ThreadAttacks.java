package org.example.attacks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Running on a thread that the governor does not watch. */
public final class ThreadAttacks {
    private ThreadAttacks() {}

    @Attack(number = 141, title = "Timer", expected = Verdict.DENIED)
    public static final class OwnTimer extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            TimerTask task = new TimerTask() {
                @Override
                public void run() {
                    // Nothing; that it runs is too much.
                }
            };
            new Timer(true).schedule(task, 1, 1);
            return "scheduled";
        }
    }

    @Attack(number = 141, title = "Executors", expected = Verdict.DENIED)
    public static final class Pool extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Executors.newFixedThreadPool(4).execute(() -> {});
            return "ran";
        }
    }

    @Attack(number = 142, title = "CompletableFuture.runAsync", expected = Verdict.DENIED)
    public static final class Async extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return CompletableFuture.runAsync(() -> {}).isDone();
        }
    }

    @Attack(number = 142, title = "thenRunAsync of a finished future", expected = Verdict.DENIED)
    public static final class ThenAsync extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return CompletableFuture.completedFuture(1).thenRunAsync(() -> {}).isDone();
        }
    }

    @Attack(number = 143, title = "Arrays.parallelSort", expected = Verdict.DENIED)
    public static final class ParallelSort extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            int[] numbers = new int[100_000];
            Arrays.parallelSort(numbers);
            return numbers[0];
        }
    }

    @Attack(number = 143, title = "Bulk operations of ConcurrentHashMap", expected = Verdict.DENIED)
    public static final class BulkOperation extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
            map.put(1, 1);
            AtomicReference<Object> seen = new AtomicReference<>();
            map.forEach(1, (key, value) -> seen.set(value));
            return seen.get();
        }
    }

    @Attack(number = 144, title = "parallelStream of an own list", expected = Verdict.DENIED)
    public static final class OwnParallel extends Probe {
        private static final class Own extends ArrayList<Integer> {
            private static final long serialVersionUID = 1L;
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Own().parallelStream().count();
        }
    }

    @Attack(number = 144, title = "super::parallelStream", expected = Verdict.DENIED)
    public static final class SuperParallel extends Probe {
        private static final class Own extends ArrayList<Integer> {
            private static final long serialVersionUID = 1L;

            Stream<Integer> reach() {
                Supplier<Stream<Integer>> above = super::parallelStream;
                return above.get();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Own().reach().count();
        }
    }

    @Attack(number = 144, title = "List::parallelStream through a method reference", expected = Verdict.DENIED)
    public static final class ReferenceParallel extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Supplier<Stream<Integer>> stream = List.of(1)::parallelStream;
            return stream.get().count();
        }
    }

    @Attack(number = 145, title = "A subclass of Thread", expected = Verdict.DENIED)
    public static final class OwnThread extends Probe {
        private static final class Own extends Thread {
            @Override
            public void run() {
                // Nothing; that it runs is too much.
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            new Own().start();
            return "started";
        }
    }

    @Attack(number = 145, title = "A subclass of RecursiveAction", expected = Verdict.DENIED)
    public static final class OwnTask extends Probe {
        private static final class Own extends RecursiveAction {
            private static final long serialVersionUID = 1L;

            @Override
            protected void compute() {
                // Nothing; that it runs is too much.
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Own().fork().isDone();
        }
    }

    @Attack(number = 390, title = "Its own thread, run a second time", expected = Verdict.DENIED)
    public static final class OwnThreadAgain extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ((Runnable) Thread.currentThread()).run();
            return "ran";
        }
    }

    @Attack(number = 390, title = "Its own thread, run by a future", expected = Verdict.DENIED)
    public static final class OwnThreadInFuture extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            Runnable thread = Thread.currentThread();
            return CompletableFuture.runAsync(thread, Runnable::run).get();
        }
    }

    @Attack(
            number = 390,
            title = "The thread of another call, run by this one so that neither ends",
            expected = Verdict.KILLED,
            calls = 2)
    public static final class OtherThread extends Probe {
        private final AtomicReference<Runnable> first = new AtomicReference<>();

        @Override
        protected Object attempt(Stage stage) {
            Runnable own = Thread.currentThread();
            if (!first.compareAndSet(null, own)) {
                try {
                    first.get().run();
                } catch (SecurityException refused) {
                    // Goes on as the other one does.
                }
            }
            while (true) {
                Thread.onSpinWait();
            }
        }
    }
}
