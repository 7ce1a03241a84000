package org.archipel.marketplace.internal.checks;

import java.util.List;

/**
 * A known vulnerability of a library, an entry of {@code conf/advisories.json}.
 *
 * @param id for example a CVE
 * @param library {@code groupId:artifactId}
 * @param ranges affected versions, each {@code from..below} with either end left out for open
 * @param fixed the version to go to; empty if there is none
 * @param severity LOW, MEDIUM, HIGH or CRITICAL; the last two stand in the way
 * @param sha256 digests of affected jars, for those that lost their Maven metadata
 */
record Advisory(
        String id,
        String library,
        List<String> ranges,
        String fixed,
        Severity severity,
        String summary,
        List<String> sha256) {
    enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    Advisory {
        ranges = ranges == null ? List.of() : List.copyOf(ranges);
        sha256 = sha256 == null ? List.of() : List.copyOf(sha256);
        fixed = fixed == null ? "" : fixed;
        severity = severity == null ? Severity.HIGH : severity;
    }

    boolean affects(String coordinates, String version) {
        return library.equals(coordinates) && ranges.stream().anyMatch(range -> within(range, version));
    }

    boolean serious() {
        return severity.compareTo(Severity.HIGH) >= 0;
    }

    private static boolean within(String range, String version) {
        var ends = range.split("\\.\\.", -1);
        var number = MavenVersion.of(version);
        return ends.length == 2
                && (ends[0].isEmpty() || number.compareTo(MavenVersion.of(ends[0])) >= 0)
                && (ends[1].isEmpty() || number.compareTo(MavenVersion.of(ends[1])) < 0);
    }
}
