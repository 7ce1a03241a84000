/** The steps that rule sets are made of. */
package org.archipel.transformation.internal.step;
