package org.archipel.sandbox;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Makes of an accepted package the jar that is given to the framework. */
@ProviderType
public interface PackagePreparation {
    /**
     * @param accepted a package that the gate accepted
     * @param directory where prepared jars are kept
     * @return the jar to install; the same file for the same package
     */
    Path prepare(Path accepted, Path directory);
}
