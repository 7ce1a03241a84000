package org.archipel.sandbox;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Inspects a package before any byte of it is installed: at submission and again at install. Thread-safe. */
@ProviderType
public interface PackageGate {
    /** Inspects a file; never throws for what the file contains: all that is wrong with it is a finding. */
    GateReport inspect(Path file);
}
