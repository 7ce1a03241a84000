/** Named functions of one value. */
package org.archipel.transformation.internal.function;
