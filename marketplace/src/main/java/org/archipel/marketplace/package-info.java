/** What other bundles can learn of installs as they go on. Not visible to extensions. */
@Export
@Version("1.0.0")
package org.archipel.marketplace;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
