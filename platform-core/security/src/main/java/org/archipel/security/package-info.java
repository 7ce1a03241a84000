/** Who calls, what they may do, what they did, and where their secrets are kept. Not visible to extensions. */
@Export
@Version("1.3.0")
package org.archipel.security;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
