package org.archipel.javascript.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.graalvm.polyglot.PolyglotException;

/**
 * Contexts that wait for calls, those of each organization apart, and the right to run: only so many calls at a time, half of them
 * of one organization. Thread-safe.
 */
final class ContextPool {
    private static final int MOST_IDLE = 64;

    private final ContextFactory factory;
    private final ScriptLimits limits;
    private final Semaphore turns;
    private final Map<String, Semaphore> shares = new ConcurrentHashMap<>();
    private final Map<String, Deque<ScriptContext>> idle = new HashMap<>();
    private int idleCount;
    private boolean closed;

    ContextPool(ContextFactory factory, ScriptLimits limits) {
        this.factory = factory;
        this.limits = limits;
        this.turns = new Semaphore(limits.parallel());
    }

    /** A context of the organization, and a turn. To be followed by {@link #giveBack} or {@link #discard}. */
    ScriptContext take(String organizationId) {
        Semaphore share =
                shares.computeIfAbsent(organizationId, id -> new Semaphore(Math.max(1, limits.parallel() / 2)));
        long patience = limits.patience().toNanos();
        long begin = System.nanoTime();
        acquire(share, patience);
        try {
            acquire(turns, patience - (System.nanoTime() - begin));
        } catch (ScriptException e) {
            share.release();
            throw e;
        }
        try {
            ScriptContext waiting = poll(organizationId);
            return waiting == null ? factory.create() : waiting;
        } catch (PolyglotException e) {
            release(organizationId);
            throw new ScriptException(Reason.BUSY, "no script can be started at the moment; try again", e);
        } catch (RuntimeException | Error e) {
            release(organizationId);
            throw e;
        }
    }

    void giveBack(String organizationId, ScriptContext context) {
        ScriptContext surplus = offer(organizationId, context);
        release(organizationId);
        if (surplus != null) {
            surplus.cancel();
        }
    }

    /** The context is of no use any more. */
    void discard(String organizationId) {
        release(organizationId);
    }

    synchronized void close() {
        closed = true;
        idle.values().forEach(contexts -> contexts.forEach(ScriptContext::cancel));
        idle.clear();
    }

    private void release(String organizationId) {
        turns.release();
        shares.get(organizationId).release();
    }

    private static void acquire(Semaphore semaphore, long nanos) {
        try {
            if (semaphore.tryAcquire() || semaphore.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ScriptException(Reason.BUSY, "too many scripts are running; try again");
    }

    private synchronized ScriptContext poll(String organizationId) {
        Deque<ScriptContext> own = idle.get(organizationId);
        if (own == null || own.isEmpty()) {
            return null;
        }
        idleCount--;
        return own.pop();
    }

    /** @return a context that is one too many */
    private synchronized ScriptContext offer(String organizationId, ScriptContext context) {
        if (closed) {
            return context;
        }
        idle.computeIfAbsent(organizationId, id -> new ArrayDeque<>()).push(context);
        return ++idleCount > MOST_IDLE ? removeOne(organizationId) : null;
    }

    private ScriptContext removeOne(String keep) {
        for (Iterator<Map.Entry<String, Deque<ScriptContext>>> all =
                        idle.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Deque<ScriptContext>> entry = all.next();
            if (entry.getValue().isEmpty()) {
                all.remove();
            } else if (!entry.getKey().equals(keep)) {
                idleCount--;
                return entry.getValue().pollLast();
            }
        }
        idleCount--;
        return idle.get(keep).pollLast();
    }
}
