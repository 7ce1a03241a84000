/**
 * The connector contract: definition, session, pages, write batches, diagnosis.
 */
@Export
@Version("1.1.0")
package org.archipel.api.connector;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
