package org.archipel.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The packages of the sample extensions, built as a stranger builds. */
final class Samples {
    /** Answers at {@code /version} with its version. */
    static final String PLACE_INSIGHTS = "org.archipel.samples.placeinsights";

    static final String MISBEHAVING = "org.archipel.samples.misbehaving";

    private Samples() {}

    static Path placeInsights(String version) {
        return Path.of(
                System.getProperty("archipel.samples"), "place-insights/target/place-insights-" + version + ".jar");
    }

    /** Version 1.0.0 works; the others each misbehave in a way of their own. */
    static Path misbehaving(String version) {
        Path folder = Path.of(System.getProperty("archipel.samples"), "misbehaving/target");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-" + version + ".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no package of version " + version + " in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
