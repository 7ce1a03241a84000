package org.archipel.persistence.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.persistence.internal.UnitSource.Script;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** Reads the units that a bundle declares by the capability {@code archipel.persistence}. */
final class BundleUnits {
    /** The capability's namespace; its attributes are {@code unit}, {@code migrations} and {@code entities}. */
    static final String NAMESPACE = "archipel.persistence";

    private BundleUnits() {}

    /** Whether the bundle declares any; most do not. */
    static boolean areDeclaredBy(Bundle bundle) {
        var revision = bundle.adapt(BundleRevision.class);
        return revision != null && !revision.getDeclaredCapabilities(NAMESPACE).isEmpty();
    }

    /** The units of a resolved bundle. */
    static List<UnitSource> of(Bundle bundle) {
        var wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? List.of()
                : wiring.getCapabilities(NAMESPACE).stream()
                        .map(BundleCapability::getAttributes)
                        .map(attributes -> read(bundle, wiring, attributes))
                        .toList();
    }

    private static UnitSource read(Bundle bundle, BundleWiring wiring, Map<String, Object> attributes) {
        var entities = text(attributes, "entities");
        return new UnitSource(
                text(attributes, "unit").orElse(""),
                text(attributes, "migrations")
                        .map(folder -> scripts(bundle, folder))
                        .orElse(List.of()),
                entities.map(name -> EntityScan.entities(classNames(wiring, name), wiring.getClassLoader()))
                        .orElse(List.of()),
                wiring.getClassLoader(),
                bundle.getEntry("/"));
    }

    private static Optional<String> text(Map<String, Object> attributes, String key) {
        return Optional.ofNullable(attributes.get(key)).map(Object::toString).map(String::strip);
    }

    private static List<Script> scripts(Bundle bundle, String folder) {
        var urls = Optional.ofNullable(bundle.findEntries(folder, "*.sql", false))
                .orElseGet(Collections::emptyEnumeration);
        return Collections.list(urls).stream().map(BundleUnits::script).toList();
    }

    private static Script script(URL url) {
        var path = url.getPath();
        try (var input = url.openStream()) {
            return new Script(
                    path.substring(path.lastIndexOf('/') + 1),
                    new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The migration " + path + " could not be read", e);
        }
    }

    private static Collection<String> classNames(BundleWiring wiring, String packageName) {
        var folder = packageName.replace('.', '/');
        return wiring
                .listResources(folder, "*.class", BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE)
                .stream()
                .map(path ->
                        path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                .toList();
    }
}
