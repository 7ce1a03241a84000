/**
 * Processors of incoming webhooks that an extension contributes.
 */
@Export
@Version("1.0.0")
package org.archipel.api.webhook;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
