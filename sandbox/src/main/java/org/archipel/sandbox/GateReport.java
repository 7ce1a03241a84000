package org.archipel.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of an inspection.
 *
 * @param sha256 digest of the file, lower-case hex
 * @param size in bytes
 * @param descriptor the descriptor, if it could be read
 */
public record GateReport(String sha256, long size, Optional<ExtensionDescriptor> descriptor, List<Finding> findings) {
    public GateReport {
        findings = List.copyOf(findings);
    }

    public boolean accepted() {
        return descriptor.isPresent() && findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    public enum Severity {
        ERROR,
        WARNING
    }

    /**
     * @param rule stable id of the rule, for example {@code zip.path-traversal}
     * @param location entry, class, member or JSON Pointer
     * @param advice what the developer can do about it
     */
    public record Finding(String rule, Severity severity, String location, String message, String advice) {}
}
