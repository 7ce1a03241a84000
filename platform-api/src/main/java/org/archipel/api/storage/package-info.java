/**
 * Key-value and document storage, bound to one installation and its quota.
 */
@Export
@Version("1.0.0")
package org.archipel.api.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
