package org.archipel.development.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * Where the extension under development is, from the framework's properties.
 *
 * @param packageFile the package; each new one there is run
 * @param configFile its configuration as JSON; need not exist
 * @param statusFile told what became of a package
 * @param logFile what the extension logs is appended here
 * @param prepared where prepared packages are kept
 */
record DevelopmentSettings(Path packageFile, Path configFile, Path statusFile, Path logFile, Path prepared) {
    /** Folder with all of them; the bundle does nothing without it. */
    static final String FOLDER = "archipel.development.folder";

    static Optional<DevelopmentSettings> of(BundleContext context) {
        return Optional.ofNullable(context.getProperty(FOLDER))
                .map(Path::of)
                .map(folder -> new DevelopmentSettings(
                        folder.resolve("extension.jar"),
                        folder.resolve("config.json"),
                        folder.resolve("status.json"),
                        folder.resolve("extension.log"),
                        folder.resolve("prepared")));
    }
}
