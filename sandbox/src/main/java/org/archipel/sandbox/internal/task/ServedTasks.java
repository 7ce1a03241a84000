package org.archipel.sandbox.internal.task;

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

    private record Served(InstallationInfo installation, Map<String, ScheduledTask> tasks) {}

    /** @param tasks guarded, by name */
    public void serve(InstallationInfo installation, Map<String, ScheduledTask> tasks) {
        byInstallation.put(installation.installationId(), new Served(installation, Map.copyOf(tasks)));
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
