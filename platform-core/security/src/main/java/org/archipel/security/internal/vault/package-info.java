/** The vault of credentials. */
package org.archipel.security.internal.vault;
