/**
 * REST resources that an extension contributes under {@code /api/x/{extensionId}/}.
 */
@Export
@Version("1.0.0")
package org.archipel.api.rest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
