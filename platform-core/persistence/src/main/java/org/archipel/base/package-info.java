/**
 * What bundles of all contexts share and neither the JDK nor a library gives. It lies in the lowest bundle and knows of no context. Not
 * visible to extensions.
 */
@Export
@Version("1.0.0")
package org.archipel.base;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
