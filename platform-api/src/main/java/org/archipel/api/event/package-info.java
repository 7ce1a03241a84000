/**
 * Platform events: publishing them and listening to them.
 */
@Export
@Version("1.0.0")
package org.archipel.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
