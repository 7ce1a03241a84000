package org.archipel.sandbox.internal.island;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.permission.Policy;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The islands that were admitted on this node, by bundle location. Thread-safe. */
@Component(service = Islands.class)
public final class Islands {
    private final Vocabulary vocabulary = new Vocabulary();
    private final Map<String, LiveIsland> byLocation = new ConcurrentHashMap<>();
    private final Map<String, LiveIsland> leaving = new ConcurrentHashMap<>();

    @Activate
    public Islands() {
        // Nothing to wait for.
    }

    /** Whether the bundle is one of an extension, admitted or not. */
    public static boolean isExtension(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(Island.LOCATION_PREFIX);
    }

    /** Admits the island, or gives an admitted one its present grants and configuration. */
    public LiveIsland admit(Island island) {
        Policy policy = Policy.of(island.grants(), vocabulary);
        return byLocation.compute(island.location(), (location, present) -> {
            if (present == null) {
                return new LiveIsland(location, island.installation(), policy, island.config());
            }
            present.change(policy, island.config());
            return present;
        });
    }

    /** Changes all islands of the installation, and tells which they are. */
    public List<LiveIsland> change(String installationId, List<Permission> grants, ObjectNode config) {
        Policy policy = Policy.of(grants, vocabulary);
        List<LiveIsland> changed = byLocation.values().stream()
                .filter(island -> island.installation().installationId().equals(installationId))
                .toList();
        changed.forEach(island -> island.change(policy, config));
        return changed;
    }

    public Optional<LiveIsland> find(String location) {
        return Optional.ofNullable(byLocation.get(location));
    }

    /** One of the islands of an organization's extension; all of them are of one installation. */
    public Optional<LiveIsland> find(String organizationId, String extensionId) {
        return byLocation.values().stream()
                .filter(island -> island.installation().organizationId().equals(organizationId)
                        && island.installation().extensionId().equals(extensionId))
                .findFirst();
    }

    public LiveIsland require(String location) {
        return find(location).orElseThrow(() -> new NotFoundException("no such extension is admitted here"));
    }

    /** Whose island it is, also while it leaves. */
    public InstallationInfo installation(String location) {
        LiveIsland island = leaving.get(location);
        return (island == null ? require(location) : island).installation();
    }

    /** The island is admitted no more: it reaches nothing. Whose it is stays known until it is removed. */
    public void leave(String location) {
        byLocation.computeIfPresent(location, (key, island) -> {
            leaving.put(location, island);
            return null;
        });
    }

    /** Whether the island was admitted, and is neither admitted nor removed now. */
    public boolean leaves(String location) {
        return leaving.containsKey(location);
    }

    public void remove(String location) {
        byLocation.remove(location);
        leaving.remove(location);
    }
}
