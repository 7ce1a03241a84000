/**
 * Rules over JSON documents for the platform's engines: compile a definition, or take a stored one by its id, and apply it to one
 * document or to many. Not visible to extensions.
 */
@Export
@Version("1.1.0")
package org.archipel.transformation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
