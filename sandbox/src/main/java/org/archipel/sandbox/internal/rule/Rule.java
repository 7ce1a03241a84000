package org.archipel.sandbox.internal.rule;

import org.archipel.sandbox.GateReport.Severity;

/**
 * What the gate demands of a package.
 *
 * @param id stable, for example {@code zip.path-traversal}
 * @param advice what a developer can do about a finding
 */
public record Rule(String id, Severity severity, String advice) {
    public static Rule error(String id, String advice) {
        return new Rule(id, Severity.ERROR, advice);
    }

    public static Rule warning(String id, String advice) {
        return new Rule(id, Severity.WARNING, advice);
    }
}
