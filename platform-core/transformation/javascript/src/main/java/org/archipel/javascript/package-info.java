/** User-written JavaScript over JSON, for the platform's bundles. Not visible to extensions. */
@Export
@Version("1.0.0")
package org.archipel.javascript;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
