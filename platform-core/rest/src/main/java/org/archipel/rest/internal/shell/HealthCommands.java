package org.archipel.rest.internal.shell;

import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.archipel.rest.internal.health.HealthChecks;
import org.archipel.rest.internal.health.HealthReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's command about the state of the platform. */
@Component(
        service = HealthCommands.class,
        property = {"osgi.command.scope=archipel", "osgi.command.function=health"})
public final class HealthCommands {
    private final HealthChecks checks;

    @Activate
    public HealthCommands(@Reference HealthChecks checks) {
        this.checks = checks;
    }

    @Descriptor("tells how the platform and its parts are")
    public String health() {
        HealthReport report = checks.report();
        return report.checks().stream()
                .map(check -> String.format("%-16s %-8s %s", check.name(), check.status(), check.detail()))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", report.status() + "\n", ""));
    }
}
