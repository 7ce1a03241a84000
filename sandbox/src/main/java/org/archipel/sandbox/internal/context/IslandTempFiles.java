package org.archipel.sandbox.internal.context;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.TempFiles;
import org.archipel.sandbox.internal.island.LiveIsland;

/** Files in a folder of the island's own. */
final class IslandTempFiles implements TempFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final LiveIsland island;
    private final Path folder;
    private final AtomicLong used = new AtomicLong();

    IslandTempFiles(LiveIsland island, Path folder) {
        this.island = island;
        this.folder = folder;
    }

    private Path path(String name) {
        island.policy().requireFiles();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new ValidationException("", "a file name has letters, digits, dots, hyphens and underscores");
        }
        return folder.resolve(name);
    }

    @Override
    public OutputStream write(String name) {
        Path path = path(name);
        try {
            Files.createDirectories(folder);
            delete(name);
            return new Counted(Files.newOutputStream(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream read(String name) {
        try {
            return Files.newInputStream(path(name));
        } catch (NoSuchFileException e) {
            throw new NotFoundException("no such file: " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean delete(String name) {
        Path path = path(name);
        try {
            long size = Files.exists(path) ? Files.size(path) : 0;
            boolean deleted = Files.deleteIfExists(path);
            if (deleted) {
                used.addAndGet(-size);
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes from the quota before it writes. */
    private final class Counted extends FilterOutputStream {
        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            take(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int length) {
            long quota = island.policy().filesQuota();
            if (used.addAndGet(length) > quota) {
                used.addAndGet(-length);
                throw new QuotaExceededException("temporary files may have " + quota + " bytes");
            }
        }
    }
}
