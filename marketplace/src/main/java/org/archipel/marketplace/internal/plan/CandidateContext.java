package org.archipel.marketplace.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.utils.resource.CapabilitySet;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/**
 * Asks how one bundle would resolve in the framework as it is: its providers are itself and what is resolved now, other extensions
 * excepted. Nothing is installed for the question.
 */
final class CandidateContext extends ForesightContext {
    private final BundleContext context;
    private final FrameworkWiring framework;
    private final Resource candidate;

    CandidateContext(BundleContext context, Resource candidate) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        this.candidate = candidate;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(candidate);
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
        var providers = new ArrayList<Capability>();
        framework.findProviders(requirement).stream()
                .filter(CandidateContext::isPresent)
                .forEach(providers::add);
        candidate.getCapabilities(requirement.getNamespace()).stream()
                .filter(capability -> CapabilitySet.matches(capability, requirement))
                .forEach(providers::add);
        return providers;
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        var wirings = new HashMap<Resource, Wiring>();
        for (var bundle : context.getBundles()) {
            var wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null) {
                wirings.put(wiring.getRevision(), wiring);
            }
        }
        return wirings;
    }

    private static boolean isPresent(BundleCapability capability) {
        var revision = capability.getRevision();
        return revision.getWiring() != null && !isExtension(revision.getBundle());
    }

    static boolean isExtension(Bundle bundle) {
        return bundle.getLocation().startsWith(Island.LOCATION_PREFIX);
    }
}
