package org.archipel.security.internal.key;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the master keys in a file: one in Base64 a line, the first is in use, the others are still accepted. */
final class MasterKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyFile.class);
    private static final String HEADER = """
            # Master key of this Archipel installation. Without it no credential can be opened again:
            # keep a copy in a safe place, apart from the backups of the database.
            """;

    /** A file lock holds off other processes only. */
    private static final Object WITHIN_PROCESS = new Object();

    private final OwnerOnlyFile file;

    MasterKeyFile(Path path) {
        this.file = new OwnerOnlyFile(path);
    }

    /** The keys; none if there is no file. */
    List<MasterKey> read() {
        try {
            if (!file.exists()) {
                return List.of();
            }
            if (file.isOpenToOthers()) {
                LOG.warn("{} could be read by others; now only its owner can", file.path());
                file.close();
            }
            return file.read()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(MasterKey::parse)
                    .toList();
        } catch (IOException e) {
            throw new SealException("The file of the master key cannot be read", e);
        }
    }

    /** Changes the keys; processes that share the file take turns, and each sees what the one before it left. */
    List<MasterKey> change(UnaryOperator<List<MasterKey>> change) {
        synchronized (WITHIN_PROCESS) {
            return changeLocked(change);
        }
    }

    private List<MasterKey> changeLocked(UnaryOperator<List<MasterKey>> change) {
        Path lockFile = file.path().resolveSibling(file.path().getFileName() + ".lock");
        try {
            Files.createDirectories(lockFile.getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                LOG.debug("Holding {}", lock);
                List<MasterKey> before = read();
                List<MasterKey> after = List.copyOf(change.apply(before));
                if (!after.equals(before)) {
                    file.write(after.stream().map(MasterKey::encoded).collect(Collectors.joining("\n", HEADER, "\n")));
                }
                return after;
            }
        } catch (IOException e) {
            throw new SealException("The file of the master key cannot be written", e);
        }
    }
}
