package org.archipel.marketplace.internal.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.ResolveContext;
import org.osgi.service.resolver.Resolver;

/** Foretells what the framework would do with a bundle, and asks it for nothing but information. Thread-safe. */
@Component(service = FrameworkForesight.class)
public final class FrameworkForesight {
    private final BundleContext context;
    private final Resolver resolver;

    @Activate
    public FrameworkForesight(BundleContext context, @Reference Resolver resolver) {
        this.context = context;
        this.resolver = resolver;
    }

    /** How the bundle in the file would be wired. */
    public InstallPlan.Resolution resolve(Path jar) {
        var candidate = resource(jar);
        return resolve(candidate, new CandidateContext(context, candidate));
    }

    /** How it would be wired on another platform version. */
    public InstallPlan.Resolution resolve(Path jar, PlatformProfiles.Profile platform) {
        var candidate = resource(jar);
        return resolve(candidate, new ProfileContext(candidate, platform.resource()));
    }

    private InstallPlan.Resolution resolve(Resource candidate, ResolveContext question) {
        try {
            var wires = resolver.resolve(question).getOrDefault(candidate, List.of());
            return new InstallPlan.Resolution(
                    true, wires.stream().map(FrameworkForesight::wire).toList(), List.of());
        } catch (ResolutionException e) {
            var missing = e.getUnresolvedRequirements().stream()
                    .map(requirement -> RequirementWords.say(requirement) + present(requirement))
                    .distinct()
                    .toList();
            return new InstallPlan.Resolution(
                    false,
                    List.of(),
                    missing.isEmpty() ? List.of("its packages cannot be wired consistently") : missing);
        }
    }

    /** Bundles that have to be refreshed when the bundle at the location goes; empty if there is none. */
    public List<InstallPlan.Refreshed> refreshedWithout(String location) {
        var bundle = context.getBundle(location);
        if (bundle == null) {
            return List.of();
        }
        return framework().getDependencyClosure(List.of(bundle)).stream()
                .filter(affected -> !affected.equals(bundle))
                .map(affected -> new InstallPlan.Refreshed(
                        affected.getSymbolicName(),
                        affected.getVersion().toString(),
                        "it is wired to " + bundle.getSymbolicName() + " " + bundle.getVersion(),
                        !CandidateContext.isExtension(affected)))
                .toList();
    }

    private FrameworkWiring framework() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    private static Resource resource(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            Map<String, String> headers = new HashMap<>();
            file.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return ResourceBuilder.build(jar.toUri().toString(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException("the package could not be read", e);
        } catch (BundleException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the package's manifest cannot be read", e);
        }
    }

    private static InstallPlan.Resolution.Wire wire(Wire wire) {
        var provider = wire.getProvider() instanceof BundleRevision revision
                ? revision.getSymbolicName() + " " + revision.getVersion()
                : "itself";
        return new InstallPlan.Resolution.Wire(RequirementWords.say(wire.getRequirement()), provider);
    }

    /** Which other versions of a missing package there are. */
    private String present(Requirement requirement) {
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return "";
        }
        var filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        var versions = Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(wiring -> wiring != null && !CandidateContext.isExtension(wiring.getBundle()))
                .flatMap(wiring -> wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(capability -> filter.contains("(" + PackageNamespace.PACKAGE_NAMESPACE + "="
                        + capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE) + ")"))
                .map(capability -> String.valueOf(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE)))
                .distinct()
                .sorted()
                .toList();
        return versions.isEmpty() ? "; no bundle has it" : "; here is version " + String.join(", ", versions);
    }
}
