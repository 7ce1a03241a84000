package org.archipel.marketplace.internal.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;

/** The real gate, but for activators: they are how these tests run foreign code without Declarative Services. */
record ActivatorsAllowed(PackageGate gate) implements PackageGate {
    private static final Set<String> ALLOWED =
            Set.of("manifest.activator", "manifest.import", "class.reserved-package");

    @Override
    public GateReport inspect(Path file) {
        var report = gate.inspect(file);
        var findings = report.findings().stream()
                .filter(finding -> !ALLOWED.contains(finding.rule()))
                .toList();
        return new GateReport(report.sha256(), report.size(), report.descriptor(), findings);
    }

    /** What the platform would rewrite; activators use the framework, which rewritten code cannot. */
    static Path copy(Path accepted, Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.copy(accepted, directory.resolve(accepted.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
