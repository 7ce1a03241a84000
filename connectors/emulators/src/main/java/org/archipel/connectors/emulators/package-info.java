/**
 * Emulators of outside systems for tests and the demo: real HTTP servers that know nothing of the platform, with an admin side
 * that changes their data and switches their faults.
 */
package org.archipel.connectors.emulators;
