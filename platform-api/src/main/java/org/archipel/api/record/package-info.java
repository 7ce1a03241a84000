/**
 * The organization's hub records: the business data that integrations synchronize.
 */
@Export
@Version("1.0.0")
package org.archipel.api.record;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
