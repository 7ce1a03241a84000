package org.archipel.sandbox.internal.governor;

/** Those who may be why the heap is full, whether a call of theirs runs or not. */
public interface MemoryUsers {
    MemoryUsers NONE = new MemoryUsers() {
        @Override
        public long allocated() {
            return 0;
        }

        @Override
        public void calm() {
            // Nobody to tell.
        }

        @Override
        public void exhausted() {
            // Nobody to end.
        }
    };

    /** Bytes that they allocated since there was room. */
    long allocated();

    /** There is room. */
    void calm();

    /** There is no room, and no call to end for it: who allocated most since there was is ended as a whole. */
    void exhausted();
}
