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
import org.archipel.sandbox.internal.rewrite.jar.ClassDigests;
import org.archipel.sandbox.internal.rewrite.jar.JarRewriter;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Rewrites packages, and keeps the results under the digest of the package and the version of the rules: other rules, or another
 * JDK, prepare again. A complete file appears by an atomic move, the digests of its classes before it, so a crash leaves no half of
 * one.
 */
@Component
public final class RewritingPreparation implements PackagePreparation {
    private final JarRewriter rewriter;

    @Activate
    public RewritingPreparation() {
        this(new JarRewriter(new PackageWeaver()));
    }

    RewritingPreparation(JarRewriter rewriter) {
        this.rewriter = rewriter;
    }

    @Override
    public Path prepare(Path accepted, Path directory) {
        try {
            Files.createDirectories(directory);
            String key =
                    Sha256.of(accepted) + '-' + Sha256.of(rewriter.version()).substring(0, 16);
            Path prepared = directory.resolve(key + ".jar");
            if (!Files.exists(prepared)) {
                rewrite(accepted, directory, prepared);
            }
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be prepared", e);
        }
    }

    private void rewrite(Path accepted, Path directory, Path prepared) throws IOException {
        Path fresh = Files.createTempFile(directory, "preparing-", ".tmp");
        Path digests = null;
        try {
            digests = rewriter.rewrite(accepted, fresh);
            force(digests);
            force(fresh);
            move(digests, ClassDigests.fileOf(prepared));
            move(fresh, prepared);
        } finally {
            Files.deleteIfExists(fresh);
            if (digests != null) {
                Files.deleteIfExists(digests);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
