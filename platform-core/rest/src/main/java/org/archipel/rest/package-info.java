/** Conventions of the REST API for the platform's resources: permissions, pages, preconditions. Not visible to extensions. */
@Export
@Version("1.0.0")
package org.archipel.rest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
