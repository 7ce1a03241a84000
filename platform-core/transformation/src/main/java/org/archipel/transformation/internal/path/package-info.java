/** Where values are read and written. */
package org.archipel.transformation.internal.path;
