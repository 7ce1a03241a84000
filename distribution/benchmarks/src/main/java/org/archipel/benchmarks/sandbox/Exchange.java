package org.archipel.benchmarks.sandbox;

/** Two threads that pass a number to and fro and do nothing else: what the machine takes for any change of threads and back. */
final class Exchange implements AutoCloseable {
    private static final long END = -1;

    private final Thread other = new Thread(this::answer, "exchange");
    private volatile long passed;

    Exchange() {
        other.setDaemon(true);
        other.start();
    }

    /** There and back. */
    long once() {
        long back = passed + 2;
        passed = back - 1;
        while (passed != back) {
            Thread.onSpinWait();
        }
        return back;
    }

    // Answers each odd number with the next.
    private void answer() {
        long seen = passed;
        while (seen != END) {
            if ((seen & 1) == 1) {
                passed = seen + 1;
            }
            Thread.onSpinWait();
            seen = passed;
        }
    }

    @Override
    public void close() {
        passed = END;
    }
}
