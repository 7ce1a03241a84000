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
import org.archipel.sandbox.internal.json.SealInstallation;
import org.archipel.sandbox.internal.load.EarlyLoading;
import org.archipel.sandbox.internal.load.LoadCheck;
import org.archipel.sandbox.internal.load.PreparedClasses;
import org.archipel.sandbox.internal.load.SharedClasses;
import org.archipel.sandbox.internal.rewrite.jar.ClassDigests;
import org.archipel.sandbox.internal.rewrite.jar.JarRewriter;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Rewrites packages, and keeps the results under the digest of the package and the version of the rules: other rules, or another
 * JDK, prepare again. A complete file appears by an atomic move, the digests of its classes before it, so a crash leaves no half of
 * one.
 */
@Component
public final class RewritingPreparation implements PackagePreparation {
    private final JarRewriter rewriter = new JarRewriter(new PackageWeaver());
    private final PreparedClasses classes;

    /**
     * @param check watches what is loaded before anything is prepared
     * @param loading loads what is prepared before it starts
     */
    @Activate
    public RewritingPreparation(
            @Reference PreparedClasses classes,
            @Reference LoadCheck check,
            @Reference EarlyLoading loading,
            @Reference SealInstallation seal) {
        this(classes);
    }

    RewritingPreparation(PreparedClasses classes) {
        this.classes = classes;
    }

    @Override
    public Path prepare(Path accepted, Path directory) {
        SharedClasses.begin();
        try {
            Files.createDirectories(directory);
            String key =
                    Sha256.of(accepted) + '-' + Sha256.of(rewriter.version()).substring(0, 16);
            Path prepared = directory.resolve(key + ".jar");
            if (!Files.exists(prepared) || !Files.exists(ClassDigests.fileOf(prepared))) {
                rewrite(accepted, directory, prepared, key);
            }
            classes.add(key, ClassDigests.read(prepared));
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException("a package could not be prepared", e);
        }
    }

    private void rewrite(Path accepted, Path directory, Path prepared, String key) throws IOException {
        Path fresh = Files.createTempFile(directory, "preparing-", ".tmp");
        Path digests = null;
        try {
            digests = rewriter.rewrite(accepted, fresh, key);
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
