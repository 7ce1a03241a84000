package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The platform's bundles import only from bundles below them. */
class BundleDependencyTest {
    /** From the bottom up: a bundle may import from those before it. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("org.archipel.api"),
            Set.of("org.archipel.persistence"),
            Set.of("org.archipel.rest"),
            Set.of("org.archipel.security"),
            Set.of("org.archipel.messaging", "org.archipel.monitoring"),
            Set.of("org.archipel.sandbox", "org.archipel.javascript"),
            Set.of("org.archipel.transformation"),
            Set.of("org.archipel.integrations", "org.archipel.marketplace"),
            Set.of("org.archipel.gateway"));

    private static final String CONNECTOR = "org.archipel.connector.";

    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)\\s*(org\\.archipel[\\w.]*)");

    @Test
    void everyBundleImportsOnlyFromLowerLayers() throws IOException {
        Map<String, Attributes> manifests = manifests();
        Map<String, String> exporters = new HashMap<>();
        manifests.forEach((bundle, manifest) ->
                packages(manifest, "Export-Package").forEach(exported -> exporters.put(exported, bundle)));

        manifests.forEach((bundle, manifest) -> assertThat(packages(manifest, "Import-Package"))
                .as("imports of %s", bundle)
                .allSatisfy(imported -> {
                    String exporter = exporters.get(imported);
                    assertThat(exporter).as("exporter of %s", imported).isNotNull();
                    assertThat(exporter.equals(bundle) || layer(exporter) < layer(bundle))
                            .as("%s imports %s of %s", bundle, imported, exporter)
                            .isTrue();
                }));
    }

    @Test
    void connectorsSeeOnlyTheApi() throws IOException {
        manifests().forEach((bundle, manifest) -> {
            if (bundle.startsWith(CONNECTOR)) {
                assertThat(packages(manifest, "Import-Package"))
                        .as("imports of %s", bundle)
                        .allMatch(imported -> imported.startsWith("org.archipel.api."));
            }
        });
    }

    @Test
    void noBundleExportsAnInternalPackage() throws IOException {
        manifests()
                .forEach((bundle, manifest) -> assertThat(packages(manifest, "Export-Package"))
                        .as("exports of %s", bundle)
                        .noneMatch(exported -> exported.contains(".internal")));
    }

    private static int layer(String bundle) {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i).contains(bundle)) {
                return i;
            }
        }
        if (bundle.startsWith(CONNECTOR)) {
            return LAYERS.size();
        }
        throw new AssertionError("give " + bundle + " a layer");
    }

    private static Map<String, Attributes> manifests() throws IOException {
        Map<String, Attributes> manifests = new HashMap<>();
        try (Stream<Path> files = Files.walk(Distribution.folder().resolve("bundles"))) {
            for (Path jar : files.filter(BundleDependencyTest::isOurs).toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    Attributes manifest = file.getManifest().getMainAttributes();
                    manifests.put(manifest.getValue("Bundle-SymbolicName"), manifest);
                }
            }
        }
        return manifests;
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("org.archipel.");
    }

    private static Set<String> packages(Attributes manifest, String header) {
        Set<String> packages = new HashSet<>();
        String unquoted = String.valueOf(manifest.getValue(header)).replaceAll("\"[^\"]*\"", "");
        Matcher matcher = PACKAGE.matcher(unquoted);
        while (matcher.find()) {
            packages.add(matcher.group(1));
        }
        return packages;
    }
}
