package org.archipel.sandbox.internal.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.schedule.ScheduledTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The tasks of the bundles that serve their installations on this node. Thread-safe. */
@Component(service = ServedTasks.class)
public final class ServedTasks {
    private final Map<String, Served> byInstallation = new ConcurrentHashMap<>();

    @Activate
    public ServedTasks() {
        // Nothing to wait for.
    }

    private record Served(
            InstallationInfo installation, Map<String, ScheduledTask> tasks, Map<String, Duration> intervals) {
        boolean belongsTo(String organizationId, String extensionId) {
            return installation.organizationId().equals(organizationId)
                    && installation.extensionId().equals(extensionId);
        }

        List<Known> known() {
            return tasks.keySet().stream()
                    .sorted()
                    .map(name -> new Known(installation, name, Optional.ofNullable(intervals.get(name))))
                    .toList();
        }
    }

    /**
     * A task that can be run.
     *
     * @param every how often it runs by itself; empty if it runs only when it is asked for
     */
    record Known(InstallationInfo installation, String name, Optional<Duration> every) {}

    /**
     * @param tasks guarded, by name
     * @param intervals of those that run by themselves
     */
    public void serve(
            InstallationInfo installation, Map<String, ScheduledTask> tasks, Map<String, Duration> intervals) {
        byInstallation.put(
                installation.installationId(), new Served(installation, Map.copyOf(tasks), Map.copyOf(intervals)));
    }

    /** The tasks of an organization's extension, by name; none if it does not run here. */
    List<Known> of(String organizationId, String extensionId) {
        return byInstallation.values().stream()
                .filter(served -> served.belongsTo(organizationId, extensionId))
                .flatMap(served -> served.known().stream())
                .toList();
    }

    public void withdraw(InstallationInfo installation) {
        byInstallation.computeIfPresent(
                installation.installationId(),
                (id, served) -> served.installation().equals(installation) ? null : served);
    }

    Optional<ScheduledTask> find(String organizationId, String installationId, String task) {
        return Optional.ofNullable(byInstallation.get(installationId))
                .filter(served -> served.installation().organizationId().equals(organizationId))
                .map(served -> served.tasks().get(task));
    }

    Optional<InstallationInfo> installation(String installationId) {
        return Optional.ofNullable(byInstallation.get(installationId)).map(Served::installation);
    }
}
