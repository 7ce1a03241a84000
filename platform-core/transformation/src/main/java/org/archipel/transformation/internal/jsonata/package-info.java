/** JSONata expressions. */
package org.archipel.transformation.internal.jsonata;
