/**
 * Errors as values with a stable code; the REST API renders them as RFC 9457 problem documents.
 */
@Export
@Version("1.0.0")
package org.archipel.api.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
