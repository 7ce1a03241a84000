package org.archipel.sandbox.internal.preparation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.sandbox.internal.gate.Sha256;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps the prepared jar under the digest of the package that it was made from. The steps that turn a package into a prepared jar
 * are {@link #transform}; a complete file appears by an atomic move, so a crash leaves no half of one.
 */
@Component
public final class CopyPreparation implements PackagePreparation {
    @Override
    public Path prepare(Path accepted, Path directory) {
        try {
            Files.createDirectories(directory);
            Path prepared = directory.resolve(Sha256.of(accepted) + ".jar");
            if (!Files.exists(prepared)) {
                Path fresh = Files.createTempFile(directory, "preparing-", ".tmp");
                try {
                    transform(accepted, fresh);
                    force(fresh);
                    Files.move(fresh, prepared, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(fresh);
                }
            }
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be prepared", e);
        }
    }

    // Classes are given to the framework as they were accepted; bytecode rewriting belongs here.
    private static void transform(Path accepted, Path fresh) throws IOException {
        Files.copy(accepted, fresh, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
