/** What the commands of the administrator's shell share. Not visible to extensions. */
@Export
@Version("1.0.0")
package org.archipel.security.shell;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
