package org.archipel.security.internal.apikey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.key.OwnerOnlyFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code bootstrap-key} in the data folder: it holds the first key until that is used. Thread-safe. */
@Component(service = BootstrapKeyFile.class)
public final class BootstrapKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(BootstrapKeyFile.class);

    private final OwnerOnlyFile file;
    /** Prefix of the key in the file; null when there is no file to remove. */
    private final AtomicReference<String> awaited = new AtomicReference<>();

    @Activate
    public BootstrapKeyFile(@Reference SecurityConfig config) {
        this.file = new OwnerOnlyFile(config.dataFolder().resolve("bootstrap-key"));
    }

    public Path path() {
        return file.path();
    }

    /** The key is on the disk when this returns. */
    public void write(String key) {
        try {
            file.write(key + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("The file of the bootstrap key cannot be written", e);
        }
    }

    /** The key; empty if there is no file. */
    public Optional<String> read() {
        try {
            return file.exists() ? Optional.of(file.read().strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file of the bootstrap key cannot be read", e);
        }
    }

    /** From now on, the first use of this key removes the file. */
    public void awaitUse(String prefix) {
        awaited.set(prefix);
    }

    public void remove() {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("{} could not be removed; remove it by hand", file.path(), e);
        }
    }

    /** Tells of a use of a key, of each request: costs a read of memory, but for the first. */
    public void used(String prefix) {
        String expected = awaited.get();
        if (expected != null && expected.equals(prefix) && awaited.compareAndSet(expected, null)) {
            remove();
            LOG.info("The bootstrap key was used; its file is removed");
        }
    }
}
