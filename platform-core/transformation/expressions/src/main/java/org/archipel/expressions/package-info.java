/** What regular expressions of strangers may cost. Needs nothing but the JDK, as the guards of extensions and connectors hold a copy. */
package org.archipel.expressions;
