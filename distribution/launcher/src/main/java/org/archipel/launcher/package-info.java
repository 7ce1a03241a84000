/** Starts the platform in a Felix framework, waits, and stops it gracefully. */
package org.archipel.launcher;
