/** Named functions of one value, for mappings wherever they are. */
@Export
@Version("1.0.0")
package org.archipel.transformation.function;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
