package org.example.attacks;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Waiting for ever, and taking the threads and locks that all share. */
public final class WaitingAttacks {
    private WaitingAttacks() {}

    @Attack(number = 100, title = "Thread.sleep", expected = Verdict.KILLED)
    public static final class Sleep extends Probe {
        @Override
        protected Object attempt(Stage stage) throws InterruptedException {
            TimeUnit.HOURS.sleep(1);
            return "slept";
        }
    }

    @Attack(number = 100, title = "Object.wait", expected = Verdict.KILLED)
    public static final class Wait extends Probe {
        private final Object monitor = new Object();

        @Override
        protected Object attempt(Stage stage) throws InterruptedException {
            synchronized (monitor) {
                while (true) {
                    monitor.wait();
                }
            }
        }
    }

    @Attack(number = 100, title = "LockSupport.park", expected = Verdict.DENIED, by = "LockSupport")
    public static final class Park extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    @Attack(number = 101, title = "An uninterruptible lock", expected = Verdict.KILLED, calls = 2)
    public static final class Lock extends Probe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Semaphore never = new Semaphore(0);

        @Override
        protected Object attempt(Stage stage) {
            lock.lock();
            try {
                never.acquireUninterruptibly();
                return "acquired";
            } finally {
                lock.unlock();
            }
        }
    }

    @Attack(number = 102, title = "Threads without end", expected = Verdict.DENIED)
    public static final class Threads extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            for (int i = 0; i < 200; i++) {
                new Thread(LockSupport::park).start();
            }
            return "started";
        }
    }

    @Attack(number = 103, title = "The common pool", expected = Verdict.DENIED)
    public static final class CommonPool extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ForkJoinPool.commonPool().submit(() -> {}).isDone();
        }
    }

    @Attack(number = 103, title = "A parallel stream", expected = Verdict.DENIED)
    public static final class Parallel extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return IntStream.range(0, 1_000_000).parallel().map(i -> i + 1).sum();
        }
    }

    @Attack(number = 104, title = "A lock on String.class", expected = Verdict.DENIED)
    public static final class LockOnClass extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            synchronized (String.class) {
                return "locked";
            }
        }
    }

    @Attack(number = 104, title = "A lock on a literal", expected = Verdict.DENIED)
    public static final class LockOnLiteral extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            synchronized ("archipel") {
                return "locked";
            }
        }
    }
}
