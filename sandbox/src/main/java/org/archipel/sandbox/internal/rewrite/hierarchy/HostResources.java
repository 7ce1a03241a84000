package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** Finds class files of the packages that extensions may import, as other bundles export them. */
@FunctionalInterface
public interface HostResources {
    /** @param path for example {@code org/slf4j/Logger.class} */
    Optional<byte[]> find(String path);

    /** Those of the framework that this code runs in; those of its own class path where there is none. */
    static HostResources present() {
        Bundle own = FrameworkUtil.getBundle(HostResources.class);
        return own == null
                ? path -> importable(path)
                        ? read(HostResources.class.getClassLoader().getResource(path))
                        : Optional.empty()
                : path -> importable(path) ? exported(own, path) : Optional.empty();
    }

    private static boolean importable(String path) {
        return PackageNames.importable(packageOf(path));
    }

    private static String packageOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
    }

    private static Optional<byte[]> exported(Bundle own, String path) {
        String packageName = packageOf(path);
        return Arrays.stream(own.getBundleContext().getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(Objects::nonNull)
                .filter(wiring -> exports(wiring, packageName))
                .map(wiring -> wiring.getClassLoader() == null
                        ? null
                        : wiring.getClassLoader().getResource(path))
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(HostResources::read);
    }

    private static boolean exports(BundleWiring wiring, String packageName) {
        return !wiring.getBundle().getLocation().startsWith(Island.LOCATION_PREFIX)
                && wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(export ->
                                packageName.equals(export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    private static Optional<byte[]> read(URL resource) {
        if (resource == null) {
            return Optional.empty();
        }
        try (InputStream in = resource.openStream()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
