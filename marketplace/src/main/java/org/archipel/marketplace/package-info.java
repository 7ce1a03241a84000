/** The catalogue of extensions and what is installed of them. */
package org.archipel.marketplace;
