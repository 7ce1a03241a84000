package org.archipel.sandbox.internal.panel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The panels of the islands that serve, by installation. Thread-safe. */
@Component(service = Panels.class)
public final class Panels {
    private final Map<String, ServedPanels> byInstallation = new ConcurrentHashMap<>();

    @Activate
    public Panels() {
        // Filled as islands serve.
    }

    void put(ServedPanels panels) {
        byInstallation.put(panels.island().installation().installationId(), panels);
    }

    /** Removes the island's panels, unless another island has taken over. */
    void remove(LiveIsland island) {
        byInstallation.computeIfPresent(
                island.installation().installationId(),
                (id, served) -> served.island().equals(island) ? null : served);
    }

    Optional<ServedPanels> find(String installationId) {
        return Optional.ofNullable(byInstallation.get(installationId));
    }

    List<ServedPanels> of(String organizationId) {
        return byInstallation.values().stream()
                .filter(served ->
                        served.island().installation().organizationId().equals(organizationId))
                .sorted(Comparator.comparing(
                        (ServedPanels served) -> served.island().installation().extensionId()))
                .toList();
    }
}
