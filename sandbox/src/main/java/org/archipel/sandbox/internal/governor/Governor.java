package org.archipel.sandbox.internal.governor;

import org.archipel.guard.Checkpoint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Sees to it that calls of extensions end within their budgets. A watchdog measures them; one that is past its budget is ordered to
 * stop, and while such an order stands every checkpoint in extension code asks here. Thread-safe.
 */
@Component(service = Governor.class)
public final class Governor {
    private final MemoryGate memory;
    private final HeapWatch heap;
    private final Watchdog watchdog;
    private final Checkpoint.Control checkpoints = Checkpoint.install(Governor::checkpoint, Governor::room);
    private int orders;

    @Activate
    public Governor(@Reference GovernorConfig config) {
        Heap process = Heap.ofProcess();
        memory = new MemoryGate(process);
        heap = new HeapWatch(process, memory, this::ordered, this::obeyed);
        watchdog = new Watchdog(new Brake(config.parallelComputations(), this::ordered, this::obeyed), heap);
        watchdog.start();
    }

    @Deactivate
    public void close() {
        watchdog.end();
        checkpoints.close();
    }

    private static void checkpoint() {
        if (Thread.currentThread() instanceof GovernedThread thread) {
            thread.obey();
        }
    }

    private static void room(long bytes) {
        if (Thread.currentThread() instanceof GovernedThread thread) {
            thread.makeRoom(bytes);
        }
    }

    /** The thread, which is the present one, runs its first call here. */
    public void watch(GovernedThread thread) {
        if (thread.memory(memory)) {
            watchdog.watch(thread);
        }
    }

    /** A thread was handed a call. */
    public void begun() {
        watchdog.begun();
    }

    /** Makes known who may be why the heap is full. */
    public void watch(MemoryUsers users) {
        heap.users(users);
    }

    /** An order to stop was given: checkpoints ask from now on. */
    public synchronized void ordered() {
        if (orders++ == 0) {
            checkpoints.arm(true);
        }
    }

    /** The thread of a stopped call has left the extension. */
    public synchronized void obeyed() {
        if (--orders == 0) {
            checkpoints.arm(false);
        }
    }
}
