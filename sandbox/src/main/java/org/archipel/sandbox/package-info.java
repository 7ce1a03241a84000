/** How the platform inspects extension packages and runs extensions behind guards. Not visible to extensions. */
@Export
@Version("1.1.0")
package org.archipel.sandbox;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
