/**
 * The HTTP client that extensions and connectors receive; it reaches only granted hosts.
 */
@Export
@Version("1.0.0")
package org.archipel.api.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
