/** The attack suite as data: the cases, and the package of each. Code that makes attacks; nothing here runs inside an extension. */
package org.archipel.attacks;
