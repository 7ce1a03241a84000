/** A bundle that the tests install. */
package org.archipel.launcher.rogue;
