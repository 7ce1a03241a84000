/** The Maven plugin {@code archipel}. */
package org.archipel.maven;
