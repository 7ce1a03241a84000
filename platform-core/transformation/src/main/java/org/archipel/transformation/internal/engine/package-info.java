/** Compiled rule sets and how they run. */
package org.archipel.transformation.internal.engine;
