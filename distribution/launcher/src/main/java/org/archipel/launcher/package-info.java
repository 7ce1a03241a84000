/** Starts and stops the platform. */
package org.archipel.launcher;
