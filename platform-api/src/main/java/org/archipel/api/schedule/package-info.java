/**
 * Work that an extension runs at intervals or at a point in time.
 */
@Export
@Version("1.0.0")
package org.archipel.api.schedule;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
