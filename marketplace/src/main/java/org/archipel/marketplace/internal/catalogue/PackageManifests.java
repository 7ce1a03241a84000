package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.PackageFacts.Attribute;
import org.archipel.marketplace.internal.model.PackageFacts.Clause;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.resource.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the manifests of packages say. Each is read once and kept in the database by the package's digest. Thread-safe. */
@Component(service = PackageManifests.class)
public final class PackageManifests {
    private static final Logger LOG = LoggerFactory.getLogger(PackageManifests.class);

    private final UnitOfWork work;
    private final PackageStore packages;

    @Activate
    public PackageManifests(
            @Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference PackageStore packages) {
        this.work = work;
        this.packages = packages;
    }

    /** The facts of each package; a package that cannot be read has none, and is tried again the next time. */
    public Map<String, PackageFacts> of(Collection<String> hashes) {
        var known = work.call(transaction -> ListingStore.facts(transaction, hashes));
        var read = new HashMap<String, PackageFacts>();
        hashes.stream()
                .distinct()
                .filter(hash -> !known.containsKey(hash))
                .forEach(hash -> read(hash).ifPresent(facts -> read.put(hash, facts)));
        if (!read.isEmpty()) {
            work.run(transaction -> ListingStore.keepFacts(transaction, read));
            known.putAll(read);
        }
        return known;
    }

    private Optional<PackageFacts> read(String hash) {
        try {
            return Optional.of(read(packages.verified(hash)));
        } catch (PlatformException | IOException | BundleException e) {
            LOG.warn("the manifest of package {} cannot be read: {}", hash, e.getMessage());
            return Optional.empty();
        }
    }

    static PackageFacts read(Path jar) throws IOException, BundleException {
        Map<String, String> headers = new HashMap<>();
        try (var file = new JarFile(jar.toFile())) {
            file.getManifest()
                    .getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
        }
        var resource = ResourceBuilder.build(jar.toUri().toString(), headers);
        var capabilities = new ArrayList<Clause>();
        for (Capability capability : resource.getCapabilities(null)) {
            capabilities.add(clause(capability.getNamespace(), capability.getAttributes(), capability.getDirectives()));
        }
        var requirements = resource.getRequirements(null).stream()
                .map(requirement ->
                        clause(requirement.getNamespace(), requirement.getAttributes(), requirement.getDirectives()))
                .toList();
        return new PackageFacts(capabilities, requirements);
    }

    private static Clause clause(String namespace, Map<String, Object> attributes, Map<String, String> directives) {
        var typed = new TreeMap<String, Attribute>();
        attributes.forEach((name, value) -> typed.put(name, attribute(value)));
        return new Clause(namespace, typed, directives);
    }

    /** The types of the repository specification (OSGi Compendium, section 132.5.6). */
    private static Attribute attribute(Object value) {
        if (value instanceof Collection<?> values) {
            var type = values.stream().findFirst().map(PackageManifests::type).orElse("String");
            return new Attribute(
                    "List<" + type + ">",
                    values.stream().map(PackageManifests::listed).collect(Collectors.joining(",")));
        }
        return new Attribute(type(value), String.valueOf(value));
    }

    private static String listed(Object value) {
        return String.valueOf(value).replace("\\", "\\\\").replace(",", "\\,");
    }

    private static String type(Object value) {
        if (value instanceof Version) {
            return "Version";
        }
        if (value instanceof Long || value instanceof Integer) {
            return "Long";
        }
        return value instanceof Double ? "Double" : "String";
    }
}
