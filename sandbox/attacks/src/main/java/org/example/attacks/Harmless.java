package org.example.attacks;

/** Does nothing that is forbidden: the probe of attacks that lie elsewhere in the package, and the neighbour of all others. */
public final class Harmless extends Probe {
    @Override
    protected Object attempt(Stage stage) {
        return "harmless";
    }
}
