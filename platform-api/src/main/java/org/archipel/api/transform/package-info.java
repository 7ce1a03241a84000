/**
 * Named functions that an extension contributes to the transformation engine.
 */
@Export
@Version("1.0.0")
package org.archipel.api.transform;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
