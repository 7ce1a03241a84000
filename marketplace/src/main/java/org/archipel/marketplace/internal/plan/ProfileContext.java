package org.archipel.marketplace.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.utils.resource.CapabilitySet;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/** Asks how one bundle would resolve on a platform that is not here: its providers are itself and the platform's profile. */
final class ProfileContext extends ForesightContext {
    private final Resource candidate;
    private final Resource platform;

    ProfileContext(Resource candidate, Resource platform) {
        this.candidate = candidate;
        this.platform = platform;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(candidate);
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
        var providers = new ArrayList<Capability>();
        Stream.of(platform, candidate)
                .flatMap(resource -> resource.getCapabilities(requirement.getNamespace()).stream())
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .forEach(providers::add);
        return providers;
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return Map.of();
    }
}
