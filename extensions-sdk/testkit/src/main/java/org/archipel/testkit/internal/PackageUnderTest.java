package org.archipel.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.toolkit.PackageBuilder;
import org.archipel.toolkit.Verification;

/** The extension's package, made from the compiled classes on the class path, and accepted by the gate. */
record PackageUnderTest(Path file, ExtensionDescriptor descriptor) {
    static PackageUnderTest make(ClassPath classPath, Path folder) {
        Path classes = classPath.entries().stream()
                .filter(Files::isDirectory)
                .filter(entry -> Files.exists(entry.resolve(PackageBuilder.DESCRIPTOR)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no extension is among the compiled classes: there is no "
                        + PackageBuilder.DESCRIPTOR + " in a folder of " + classPath));
        try {
            Path jar = Files.createTempDirectory(folder, "package").resolve("extension.jar");
            PackageBuilder.of(classes)
                    .classPath(classPath.entries().stream()
                            .filter(entry -> !entry.equals(classes))
                            .toList())
                    .instructions(Path.of("bnd.bnd"))
                    .writeTo(jar);
            Verification verification = Verification.of(jar);
            if (!verification.accepted()) {
                throw new AssertionError(verification.text());
            }
            return new PackageUnderTest(jar, verification.report().descriptor().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
