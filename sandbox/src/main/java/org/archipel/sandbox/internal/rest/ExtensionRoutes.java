package org.archipel.sandbox.internal.rest;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Which island answers for which organization and extension; a switch is the change of one reference. Thread-safe. */
@Component(service = ExtensionRoutes.class)
public final class ExtensionRoutes {
    private final Map<Key, Route> routes = new ConcurrentHashMap<>();
    private volatile boolean complete;

    @Activate
    public ExtensionRoutes() {
        // Nothing to wait for.
    }

    private record Key(String organizationId, String extensionId) {
        static Key of(InstallationInfo installation) {
            return new Key(installation.organizationId(), installation.extensionId());
        }
    }

    void put(Route route) {
        routes.put(Key.of(route.island().installation()), route);
    }

    /** Removes the island's route, unless another island has taken over. */
    void remove(LiveIsland island) {
        routes.computeIfPresent(
                Key.of(island.installation()), (key, route) -> route.island().equals(island) ? null : route);
    }

    /** Removes the route to whichever island of the same installation. */
    void clear(LiveIsland island) {
        routes.remove(Key.of(island.installation()));
    }

    /** Tells that every installed extension was brought back since the platform started, or was found unable to come. */
    public void complete() {
        complete = true;
    }

    /** Whether an extension without a route has none for good; otherwise it may be on its way. */
    boolean isComplete() {
        return complete;
    }

    Optional<Route> find(String organizationId, String extensionId) {
        return Optional.ofNullable(routes.get(new Key(organizationId, extensionId)));
    }
}
