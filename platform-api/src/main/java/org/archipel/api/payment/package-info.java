/**
 * Payment of extensions: the contract of who takes money for the marketplace.
 */
@Export
@Version("1.0.0")
package org.archipel.api.payment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
