/** Runs connectors against emulators of their providers, as far as that is the same for all. */
package org.archipel.connectors.testing;
