package org.archipel.itests.observer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Keeps the file {@value #FILE} at what is true of the framework: a line {@code extension <location> <state>} for every extension
 * bundle, and a line {@code disturbed <bundle> <event>} for everything that happened to another bundle.
 */
final class BundleWatch implements SynchronousBundleListener {
    /** Rewritten whole at each event. */
    static final String FILE = "bundles";

    private static final String EXTENSION = "extension:";

    private final BundleContext context;
    private final Bundle own;
    private final Path file;
    private final List<String> disturbances = new ArrayList<>();

    /** @param context of a bundle that sees extensions */
    BundleWatch(BundleContext context, Bundle own, Path folder) {
        this.context = context;
        this.own = own;
        this.file = folder.resolve(FILE);
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (!bundle.getLocation().startsWith(EXTENSION) && !bundle.equals(own)) {
            disturbances.add("disturbed " + bundle.getSymbolicName() + " " + event.getType());
        }
        tell();
    }

    synchronized void tell() {
        List<String> lines = new ArrayList<>(disturbances);
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(EXTENSION)) {
                lines.add("extension " + bundle.getLocation() + " " + bundle.getState());
            }
        }
        try {
            Path fresh = Files.createTempFile(file.getParent(), FILE, ".tmp");
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
