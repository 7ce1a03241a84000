package org.archipel.sandbox.internal.context;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.TempFiles;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in a folder of the island's own. */
final class IslandTempFiles implements TempFiles {
    private static final Logger LOG = LoggerFactory.getLogger(IslandTempFiles.class);
    private static final int MOST_OPEN = 32;
    private static final int MOST_FILES = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final LiveIsland island;
    private final Path folder;
    private final AtomicLong used = new AtomicLong();
    // Files that are being written: what is removed from under its writer would still take room.
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Readers> beingRead = new HashMap<>();
    private final Set<Closeable> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger files = new AtomicInteger();

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
    public synchronized OutputStream write(String name) {
        Path path = path(name);
        delete(name);
        if (open.size() >= MOST_OPEN) {
            throw new QuotaExceededException("temporary files: " + MOST_OPEN + " may be open at a time; close them");
        }
        if (!open.add(name)) {
            throw isOpen(name);
        }
        try {
            if (files.incrementAndGet() > MOST_FILES) {
                throw new QuotaExceededException("there may be " + MOST_FILES + " temporary files");
            }
            Files.createDirectories(folder);
            return new Counted(
                    name, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            notMade(name);
            throw new UncheckedIOException(e);
        } catch (QuotaExceededException e) {
            notMade(name);
            throw e;
        }
    }

    private void notMade(String name) {
        files.decrementAndGet();
        open.remove(name);
    }

    private static ConflictException isOpen(String name) {
        return new ConflictException("the temporary file " + name + " is open; close it first");
    }

    // One at a time with those that remove: the file that is opened is the one that is counted.
    @Override
    public synchronized InputStream read(String name) {
        Path path = path(name);
        if (readers.incrementAndGet() > MOST_OPEN) {
            readers.decrementAndGet();
            throw new QuotaExceededException("temporary files: " + MOST_OPEN + " may be open at a time; close them");
        }
        try {
            return new Read(Files.newInputStream(path), name);
        } catch (NoSuchFileException e) {
            readers.decrementAndGet();
            throw new NotFoundException("no such file: " + name);
        } catch (IOException e) {
            readers.decrementAndGet();
            throw new UncheckedIOException(e);
        }
    }

    // One at a time: what two remove at once would be given back to the quota twice.
    @Override
    public synchronized boolean delete(String name) {
        Path path = path(name);
        if (open.contains(name)) {
            throw isOpen(name);
        }
        try {
            long size = Files.exists(path) ? Files.size(path) : 0;
            boolean deleted = Files.deleteIfExists(path);
            if (deleted) {
                removed(name, size);
                files.decrementAndGet();
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Who reads a file may go on when it is removed, and so long it takes room on the disk.
    private void removed(String name, long size) {
        Readers readersOf = beingRead.remove(name);
        if (readersOf == null) {
            used.addAndGet(-size);
        } else {
            readersOf.removed = size;
        }
    }

    private synchronized void leave(String name, Readers readersOf) {
        readersOf.count--;
        if (readersOf.count == 0 && !beingRead.remove(name, readersOf)) {
            used.addAndGet(-readersOf.removed);
        }
    }

    /** Who reads one file; under the lock of the files. Another file may have its name by now. */
    private static final class Readers {
        private int count;
        // Bytes, once it is removed.
        private long removed;
    }

    /** Closes all that is open, as the island goes. */
    void close() {
        for (Closeable stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                LOG.debug("A temporary file of {} was not closed", island.location(), e);
            }
        }
    }

    /** Makes room for another reader when it is closed. The grant is asked for at each use: it may be taken away meanwhile. */
    private final class Read extends FilterInputStream {
        private final AtomicBoolean closed = new AtomicBoolean();

        private final String name;
        private final Readers readersOf;

        Read(InputStream in, String name) {
            super(in);
            this.name = name;
            this.readersOf = beingRead.computeIfAbsent(name, absent -> new Readers());
            readersOf.count++;
            streams.add(this);
        }

        @Override
        public int read() throws IOException {
            island.policy().requireFiles();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            island.policy().requireFiles();
            return super.read(bytes, offset, length);
        }

        @Override
        public long skip(long count) throws IOException {
            island.policy().requireFiles();
            return super.skip(count);
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                try {
                    super.close();
                } finally {
                    streams.remove(this);
                    readers.decrementAndGet();
                    leave(name, readersOf);
                }
            }
        }
    }

    /** Takes from the quota before it writes. */
    private final class Counted extends FilterOutputStream {
        private final String name;
        private final AtomicBoolean closed = new AtomicBoolean();

        Counted(String name, OutputStream out) {
            super(out);
            this.name = name;
            streams.add(this);
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                try {
                    super.close();
                } finally {
                    streams.remove(this);
                    open.remove(name);
                }
            }
        }

        @Override
        public void write(int value) throws IOException {
            take(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int length) {
            island.policy().requireFiles();
            long quota = island.policy().filesQuota();
            if (used.addAndGet(length) > quota) {
                used.addAndGet(-length);
                throw new QuotaExceededException("temporary files may have " + quota + " bytes");
            }
        }
    }
}
