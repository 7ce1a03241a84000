package org.archipel.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of all state, owned by one running platform at a time. The lock goes with the process, however that ends. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final RandomAccessFile lockFile;

    private DataFolder(Path folder, RandomAccessFile lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) {
        try {
            createPrivate(folder);
            RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("archipel.lock").toFile(), "rw");
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new LaunchException("another Archipel runs on " + folder + "; stop it first (bin/archipel stop)");
            }
            return new DataFolder(folder, file);
        } catch (IOException e) {
            throw new LaunchException("cannot use the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Leaves the process id for {@code bin/archipel stop} and {@code status}. */
    void writeProcessId() {
        try {
            lockFile.setLength(0);
            lockFile.seek(0);
            lockFile.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new LaunchException("cannot write to the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.setLength(0);
            lockFile.close();
        } catch (IOException e) {
            System.err.println("archipel: the data folder was not released cleanly: " + e.getMessage());
        }
    }
}
