package org.archipel.sandbox.internal.hook;

import java.util.Collection;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.rule.ContractNamespaces;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Nobody but the extension itself is wired to what an extension offers: several platform bundles import whatever they find, and
 * would be restarted when that extension goes. An extension in turn is wired only to the packages of its contract.
 */
final class WiringVisibility implements ResolverHookFactory, ResolverHook {
    /** @throws IllegalStateException if an extension that is to be resolved breaks its contract; the framework then resolves none */
    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        PlatformWork.run(() -> triggers.stream()
                .filter(revision -> Islands.isExtension(revision.getBundle()))
                .forEach(DeclaredContract::require));
        return this;
    }

    // Felix hides system packages from everyone if a hook acts here.
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {}

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        PlatformWork.run(() -> filter(requirement, candidates));
    }

    private static void filter(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Bundle requirer = requirement.getRevision().getBundle();
        boolean extension = Islands.isExtension(requirer);
        candidates.removeIf(capability -> {
            Bundle provider = capability.getRevision().getBundle();
            if (requirer.equals(provider)) {
                return false;
            }
            return Islands.isExtension(provider) || extension && !offered(capability);
        });
    }

    private static boolean offered(BundleCapability capability) {
        if (capability.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            Object name = capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
            return PackageNames.importable((String) name);
        }
        return ContractNamespaces.offered(capability.getNamespace());
    }

    @Override
    public void end() {}
}
