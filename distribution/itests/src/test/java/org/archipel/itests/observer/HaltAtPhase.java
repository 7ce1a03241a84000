package org.archipel.itests.observer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.archipel.marketplace.InstallPhaseEvent;
import org.archipel.marketplace.InstallPhaseListener;

/**
 * Ends the process without any farewell at the moment that the file {@value #FILE} names: {@code AFTER DEPLOYED UPDATE} of any
 * extension, {@code AFTER DEPLOYED UPDATE org.example.one} of that one.
 */
final class HaltAtPhase implements InstallPhaseListener {
    /** Present while the process is to die. */
    static final String FILE = "halt";

    private static final int EXIT = 137;

    private final Path file;

    HaltAtPhase(Path folder) {
        this.file = folder.resolve(FILE);
    }

    @Override
    public void before(InstallPhaseEvent event) {
        dieAt("BEFORE", event);
    }

    @Override
    public void after(InstallPhaseEvent event) {
        dieAt("AFTER", event);
    }

    private void dieAt(String moment, InstallPhaseEvent event) {
        String here = moment + " " + event.phase() + " " + event.change();
        String wanted = wanted();
        if (wanted.equals(here)
                || wanted.equals(here + " " + event.installation().extensionId())) {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    private String wanted() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
