package org.archipel.guard;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory outside of the heap that objects of an extension hold, which no collector of garbage sees. Thread-safe. */
final class NativeMemory {
    /** What zlib takes to pack. */
    static final int PACKING = 268 << 10;
    /** What zlib takes to unpack. */
    static final int UNPACKING = 44 << 10;

    private static final long MOST_BYTES = 32 << 20;
    private static final Map<ClassLoader, Owner> OWNERS = new WeakHashMap<>();

    private final Lease lease;

    private NativeMemory(Owner owner, int bytes) {
        this.lease = new Lease(this, owner, bytes);
        owner.leases.add(lease);
    }

    /**
     * Counts memory before it is taken. It is counted until it is given back, or until nobody has the returned object any more.
     *
     * @throws SecurityException if the caller's extension has too much of it
     */
    static NativeMemory take(Class<?> caller, int bytes) {
        Checkpoint.check();
        Owner owner = owner(OwnAct.of(caller::getClassLoader));
        owner.collect();
        if (owner.used.addAndGet(bytes) > MOST_BYTES) {
            owner.used.addAndGet(-bytes);
            throw new SecurityException("not allowed to extensions: so many packers and unpackers at a time; close"
                    + " streams, and end those that are no streams");
        }
        return new NativeMemory(owner, bytes);
    }

    private static Owner owner(ClassLoader loader) {
        synchronized (OWNERS) {
            return OWNERS.computeIfAbsent(loader, absent -> new Owner());
        }
    }

    /** The memory is free again. */
    void giveBack() {
        lease.end();
    }

    private static final class Owner {
        private final AtomicLong used = new AtomicLong();
        private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
        private final ReferenceQueue<NativeMemory> gone = new ReferenceQueue<>();

        private void collect() {
            for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
                ((Lease) each).end();
            }
        }
    }

    private static final class Lease extends PhantomReference<NativeMemory> {
        private final Owner owner;
        private final int bytes;

        private Lease(NativeMemory memory, Owner owner, int bytes) {
            super(memory, owner.gone);
            this.owner = owner;
            this.bytes = bytes;
        }

        private void end() {
            if (owner.leases.remove(this)) {
                owner.used.addAndGet(-bytes);
            }
        }
    }
}
