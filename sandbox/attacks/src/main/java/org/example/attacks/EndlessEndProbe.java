package org.example.attacks;

/** Does no harm until it is deactivated, which it never ends. */
public final class EndlessEndProbe extends Probe {
    private volatile long rounds;

    @Override
    protected Object attempt(Stage stage) {
        return "active";
    }

    /** Goes on for ever, whatever it is told. */
    protected void deactivate() {
        while (true) {
            try {
                while (true) {
                    rounds++;
                }
            } catch (Throwable all) {
                rounds = 0;
            }
        }
    }
}
