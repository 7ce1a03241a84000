/** GraalJS in a box: contexts that are prepared, pooled and watched. */
package org.archipel.javascript.internal;
