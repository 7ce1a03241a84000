package org.example.attacks;

/** Refers to a component that refers back to it, so that the component runtime hands it over later, on a thread of its own. */
public final class LateProbe extends Probe {
    private static volatile String thread = "";

    /** What it refers to. */
    public static final class Partner {
        /** Called when the probe is there. */
        public void late(LateProbe probe) {
            thread = Thread.currentThread().getName();
        }
    }

    /** Called once, before any request. */
    public void partner(Partner given) {
        // That it is there is enough.
    }

    @Override
    protected Object attempt(Stage stage) throws InterruptedException {
        for (int i = 0; i < 20 && thread.isEmpty(); i++) {
            Thread.sleep(100);
        }
        if (!thread.startsWith("island ")) {
            throw new IllegalStateException("code of the extension ran on the platform's thread " + thread);
        }
        return "none";
    }
}
