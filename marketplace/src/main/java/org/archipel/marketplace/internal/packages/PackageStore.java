package org.archipel.marketplace.internal.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps packages by their SHA-256: {@code packages/sha256/ab/abcd….jar}. A package is written to a private file beside the store
 * first and appears under its name in one step, when it is whole and on disk. Thread-safe.
 */
@Component(service = PackageStore.class)
public final class PackageStore {
    private static final Logger LOG = LoggerFactory.getLogger(PackageStore.class);
    private static final String SUFFIX = ".jar";

    private final Path root;
    private final Path incoming;
    private final Path prepared;
    private final long limit;

    @Activate
    public PackageStore(@Reference Settings settings) {
        this.root = settings.packages().resolve("sha256");
        this.incoming = settings.packages().resolve("incoming");
        this.prepared = settings.prepared();
        this.limit = settings.packageLimit();
        // Before the first upload of this process: what is there is the rest of one that a crash cut off.
        deleteFiles(incoming, file -> true);
    }

    /**
     * Takes an upload to a private file.
     *
     * @throws org.archipel.rest.ProblemException with status 413 if it is larger than the limit; nothing of it is kept
     */
    public Upload receive(InputStream body) {
        var file = privateFile();
        try {
            try {
                return Upload.write(body, file, limit);
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(file);
                throw failure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the upload could not be taken", e);
        }
    }

    /** A private file for what is on its way; who asked for it deletes it, or else the next start. */
    public Path privateFile() {
        try {
            Files.createDirectories(incoming);
            return Files.createTempFile(incoming, "upload-", SUFFIX);
        } catch (IOException e) {
            throw Upload.full(e);
        }
    }

    /**
     * Writes such a file.
     *
     * @param writing may throw what it likes; a stream that cannot be written is told by an {@link UncheckedIOException}
     * @throws org.archipel.rest.ProblemException with status 507 if there is no room
     */
    public void write(Path file, Consumer<OutputStream> writing) {
        try (var out = Files.newOutputStream(file)) {
            writing.accept(out);
        } catch (UncheckedIOException e) {
            throw Upload.full(e.getCause());
        } catch (IOException e) {
            throw Upload.full(e);
        }
    }

    /** The largest package, in bytes. */
    public long limit() {
        return limit;
    }

    /** Puts an upload under its digest. It is on disk when this returns. May be repeated. */
    public void keep(Upload upload) {
        var target = path(upload.sha256());
        if (!Files.exists(upload.file()) && Files.exists(target)) {
            return;
        }
        try {
            Files.createDirectories(target.getParent());
            Files.move(upload.file(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(target.getParent());
        } catch (IOException e) {
            throw Upload.full(e);
        }
    }

    /**
     * The file of a package, after its digest was computed anew.
     *
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} if it is missing or was changed
     */
    public Path verified(String sha256) {
        var file = path(sha256);
        try {
            if (!Digests.sha256(file).equals(sha256)) {
                throw new PlatformException(
                        ErrorCode.EXTENSION_LOAD_FAILED, "the stored package does not have its published digest");
            }
            return file;
        } catch (NoSuchFileException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the package is not in the store", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the package could not be read", e);
        }
    }

    /**
     * Deletes packages, and the jars made of them, that no one refers to.
     *
     * @param referenced digests that are kept
     * @param before younger files are kept as well: their transaction may not have ended
     */
    public int collectGarbage(Set<String> referenced, Instant before) {
        Predicate<Path> garbage = file -> !referenced.contains(digestOf(file)) && isOlder(file, before);
        return deleteFiles(root, garbage) + deleteFiles(prepared, garbage);
    }

    private static boolean isOlder(Path file, Instant time) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (IOException e) {
            LOG.warn("the age of {} could not be read", file.getFileName(), e);
            return false;
        }
    }

    private int deleteFiles(Path directory, Predicate<Path> unwanted) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            var garbage = files.filter(Files::isRegularFile).filter(unwanted).toList();
            for (var file : garbage) {
                Files.deleteIfExists(file);
            }
            return garbage.size();
        } catch (IOException e) {
            LOG.warn("unreferenced packages could not be deleted", e);
            return 0;
        }
    }

    private Path path(String sha256) {
        if (!Digests.isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256 digest");
        }
        return root.resolve(sha256.substring(0, 2)).resolve(sha256 + SUFFIX);
    }

    private static String digestOf(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** A rename is durable only when its directory is written; where directories cannot be opened, it is so already. */
    private static void force(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
