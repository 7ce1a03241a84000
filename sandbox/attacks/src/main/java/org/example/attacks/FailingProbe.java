package org.example.attacks;

/** A component that cannot be activated, and says why at length. */
public final class FailingProbe extends Probe {
    /** Called by the framework. */
    public void start() {
        throw new IllegalStateException("MARKER".repeat(700_000));
    }

    @Override
    protected Object attempt(Stage stage) {
        return "none";
    }
}
