package org.archipel.sandbox.internal.hook;

import java.util.Set;
import org.archipel.sandbox.internal.rule.ContractNamespaces;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/**
 * What an extension provides and requires as the framework understood its manifest: nothing but what the gate lets through. The gate
 * reads the manifest with a parser of its own.
 */
final class DeclaredContract {
    private static final Set<String> OF_EVERY_BUNDLE = Set.of(
            PackageNamespace.PACKAGE_NAMESPACE,
            BundleNamespace.BUNDLE_NAMESPACE,
            HostNamespace.HOST_NAMESPACE,
            IdentityNamespace.IDENTITY_NAMESPACE);

    private DeclaredContract() {}

    /** @throws IllegalStateException if there is something else */
    static void require(BundleRevision extension) {
        for (BundleCapability capability : extension.getDeclaredCapabilities(null)) {
            String namespace = capability.getNamespace();
            if (!OF_EVERY_BUNDLE.contains(namespace) && !ContractNamespaces.providable(namespace)) {
                throw new IllegalStateException("no extension provides the capability " + namespace);
            }
        }
        for (BundleRequirement requirement : extension.getDeclaredRequirements(null)) {
            if (!isOfContract(requirement)) {
                throw new IllegalStateException("no extension requires the capability " + requirement.getNamespace());
            }
        }
    }

    private static boolean isOfContract(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, "");
        return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                        && !resolution.equals(PackageNamespace.RESOLUTION_DYNAMIC)
                || ContractNamespaces.requirable(
                        requirement.getNamespace(),
                        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, ""),
                        resolution.equals(Namespace.RESOLUTION_OPTIONAL));
    }
}
