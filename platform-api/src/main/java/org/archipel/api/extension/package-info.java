/**
 * What an extension is, what it receives from the platform, and how the platform asks for its health.
 */
@Export
@Version("1.0.0")
package org.archipel.api.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
