/**
 * Named secrets of the extension's own organization.
 */
@Export
@Version("1.0.0")
package org.archipel.api.secret;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
