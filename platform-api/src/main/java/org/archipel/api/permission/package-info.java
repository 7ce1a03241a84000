/**
 * Permissions that an extension declares, an organization grants, and the platform enforces.
 */
@Export
@Version("1.0.0")
package org.archipel.api.permission;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
