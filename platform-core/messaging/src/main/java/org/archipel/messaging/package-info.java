/** Durable jobs, schedules and platform events for the platform's bundles. Not visible to extensions. */
@Export
@Version("1.2.0")
package org.archipel.messaging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
