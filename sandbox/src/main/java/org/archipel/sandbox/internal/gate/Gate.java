package org.archipel.sandbox.internal.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;
import org.archipel.sandbox.internal.rule.Rule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the checks in order: the file, the archive, the descriptor, the classes, the rest, the code. */
@Component
public final class Gate implements PackageGate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Rule UNREADABLE = Rule.error("gate.unreadable", "Submit the package again.");

    private final PermissionVocabulary vocabulary;
    private final DescriptorCheck descriptorCheck;
    private final List<ContentCheck> checks = checks();
    private final BytecodeCheck bytecodeCheck = new BytecodeCheck(new PackageWeaver());
    private final GateLimits limits;

    @Activate
    public Gate(@Reference PermissionVocabulary vocabulary) {
        this(vocabulary, GateLimits.STANDARD);
    }

    Gate(PermissionVocabulary vocabulary, GateLimits limits) {
        this.vocabulary = vocabulary;
        this.descriptorCheck = new DescriptorCheck(vocabulary);
        this.limits = limits;
    }

    private static List<ContentCheck> checks() {
        List<ContentCheck> checks = new ArrayList<>(ForbiddenHeader.all());
        checks.add(new ManifestSyntaxCheck());
        checks.add(new BundleIdentityCheck());
        checks.add(new PackageWiringCheck());
        checks.add(new ClassPathCheck());
        checks.add(new JarSignatureCheck());
        checks.add(new ComponentCheck());
        checks.add(new DescriptorMeaningCheck());
        return checks;
    }

    @Override
    public GateReport inspect(Path file) {
        Findings findings = new Findings();
        try {
            long size = Files.size(file);
            if (size > limits.packageSize()) {
                findings.add(ArchiveRules.TOO_LARGE, "", "a package has at most " + limits.packageSize() + " bytes");
                return new GateReport("", size, Optional.empty(), findings.list());
            }
            Inspection inspection = new Inspection(limits, findings, descriptorCheck, checks, bytecodeCheck);
            inspection.inspect(file);
            return new GateReport(
                    Sha256.of(file),
                    size,
                    inspection.validDescriptor().map(json -> DescriptorReader.descriptor(json, vocabulary)),
                    findings.list());
        } catch (IOException | RuntimeException e) {
            LOG.warn("A package could not be inspected", e);
            findings.add(UNREADABLE, "", "the package could not be read");
            return new GateReport("", 0, Optional.empty(), findings.list());
        }
    }
}
