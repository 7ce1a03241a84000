package org.archipel.sandbox.internal.governor;

/** A heap that is watched. */
interface Heap {
    /** Bytes that fit in. */
    long most();

    /** Bytes of lasting objects that fit in; where generations have sizes of their own, what fits into the old one. */
    long mostLasting();

    /** Bytes in use by objects that have lasted, and by their garbage. */
    long lasting();

    /** Bytes in use, by objects and by garbage. */
    long used();

    /** Removes the garbage, while all threads wait; false where the process does not do that when it is asked. */
    boolean collect();

    /** That of this process. */
    static Heap ofProcess() {
        return new ProcessHeap();
    }
}
