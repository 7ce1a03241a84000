/** Integrations, connectors and hub records: what the platform's other bundles may use of them. Not visible to extensions. */
@Export
@Version("1.0.0")
package org.archipel.integrations;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
