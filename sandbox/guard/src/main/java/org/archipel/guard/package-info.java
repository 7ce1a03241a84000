/**
 * What rewritten extension code calls. The package is part of the framework's class path and delegated to every bundle, so that no
 * bundle can bring a decoy of it; it knows nothing of the platform, which installs itself here.
 */
package org.archipel.guard;
