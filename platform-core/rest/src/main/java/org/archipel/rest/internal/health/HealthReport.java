package org.archipel.rest.internal.health;

import java.util.List;
import org.archipel.api.extension.Health;

/**
 * How the platform is.
 *
 * @param status the worst of the checks
 * @param checks each component's own outcome, in order of name
 */
public record HealthReport(Health.Status status, List<Check> checks) {
    public HealthReport {
        checks = List.copyOf(checks);
    }

    /** Outcome of one component's check. */
    public record Check(String name, Health.Status status, String detail) {}

    static HealthReport of(List<Check> checks) {
        Health.Status worst =
                checks.stream().map(Check::status).max(Enum::compareTo).orElse(Health.Status.HEALTHY);
        return new HealthReport(worst, checks);
    }

    /** The same for callers who are not known: names and states only. */
    HealthReport withoutDetails() {
        return new HealthReport(
                status,
                checks.stream()
                        .map(check -> new Check(check.name(), check.status(), ""))
                        .toList());
    }
}
