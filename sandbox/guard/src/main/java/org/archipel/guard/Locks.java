package org.archipel.guard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Monitors that only the extension has, and waiting that ends when the extension is to stop. */
public final class Locks {
    private static final long SLICE_MILLIS = 20;
    private static final int MOST_FUTURES = 1 << 18;
    // Of the JDK: types without instances that are shared, as those of List.of() or of small numbers are.
    private static final Set<Class<?>> LOCKABLE = Set.of(
            Object.class,
            ArrayList.class,
            ArrayDeque.class,
            LinkedList.class,
            HashMap.class,
            HashSet.class,
            Hashtable.class,
            LinkedHashMap.class,
            LinkedHashSet.class,
            TreeMap.class,
            TreeSet.class,
            Vector.class,
            Stack.class,
            Properties.class,
            PriorityQueue.class,
            WeakHashMap.class,
            BitSet.class,
            Random.class,
            ConcurrentHashMap.class,
            CopyOnWriteArrayList.class,
            AtomicBoolean.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicReference.class,
            ReentrantLock.class,
            StringBuffer.class,
            StringBuilder.class,
            Collections.synchronizedList(new ArrayList<>()).getClass(),
            Collections.synchronizedMap(new HashMap<>()).getClass(),
            Collections.synchronizedSet(new HashSet<>()).getClass());

    private Locks() {}

    /** Refuses monitors that others may hold or want: those of classes, texts, numbers and other shared objects. */
    public static void enter(Object monitor, Class<?> caller) {
        if (monitor == null) {
            return;
        }
        Class<?> type = monitor instanceof Class<?> locked ? locked : monitor.getClass();
        boolean own = OwnAct.of(type::getClassLoader) == OwnAct.of(caller::getClassLoader);
        boolean array = type.isArray() && !(monitor instanceof Class<?>);
        if (!own && !array && (monitor instanceof Class<?> || !LOCKABLE.contains(type))) {
            throw new SecurityException(
                    "not allowed to extensions: locking an object of " + type.getName() + ", which others may share");
        }
    }

    /** Readers lock their monitor in code of the JDK. */
    public static void newReader(Object lock, Class<?> caller) {
        enter(lock, caller);
    }

    /** As {@link #newReader}. */
    public static void newWriter(Object lock, Class<?> caller) {
        enter(lock, caller);
    }

    /** {@link Lock#lock}, which ends when the extension is to stop. */
    public static void lock(Lock lock) {
        boolean interrupted = false;
        try {
            while (true) {
                Checkpoint.check();
                try {
                    if (lock.tryLock(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    public static void lock(ReentrantLock lock) {
        lock((Lock) lock);
    }

    public static void lock(ReentrantReadWriteLock.ReadLock lock) {
        lock((Lock) lock);
    }

    public static void lock(ReentrantReadWriteLock.WriteLock lock) {
        lock((Lock) lock);
    }

    /** {@link Condition#awaitUninterruptibly}, which ends when the extension is to stop. */
    public static void awaitUninterruptibly(Condition condition) {
        boolean interrupted = false;
        try {
            boolean signalled = false;
            while (!signalled) {
                Checkpoint.check();
                try {
                    signalled = condition.await(SLICE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    public static void acquireUninterruptibly(Semaphore semaphore) {
        acquireUninterruptibly(semaphore, 1);
    }

    /** {@link Semaphore#acquireUninterruptibly(int)}, which ends when the extension is to stop. */
    public static void acquireUninterruptibly(Semaphore semaphore, int permits) {
        boolean interrupted = false;
        try {
            boolean acquired = false;
            while (!acquired) {
                Checkpoint.check();
                try {
                    acquired = semaphore.tryAcquire(permits, SLICE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    /** {@link CompletableFuture#join}, which ends when the extension is to stop. */
    public static Object join(CompletableFuture<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                Checkpoint.check();
                try {
                    return future.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (future.isDone()) {
                        return future.join();
                    }
                } catch (ExecutionException | CancellationException e) {
                    return completed(future, e);
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    // It is done, so join throws at once what it throws otherwise.
    private static Object completed(CompletableFuture<?> future, Exception cause) {
        if (future.isDone()) {
            return future.join();
        }
        throw new CompletionException(cause);
    }

    /** Makes futures for each pair of futures, of each pair of those, in one piece. */
    public static CompletableFuture<Void> allOf(CompletableFuture<?>... futures) {
        return CompletableFuture.allOf(few(futures));
    }

    static CompletableFuture<?>[] few(CompletableFuture<?>... futures) {
        if (futures.length > MOST_FUTURES) {
            throw new SecurityException(
                    "not allowed to extensions: waiting for " + futures.length + " futures at once");
        }
        return futures;
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
