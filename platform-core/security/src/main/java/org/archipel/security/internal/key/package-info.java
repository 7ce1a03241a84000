/** Keys that encrypt and sign: the master key, the data keys that it wraps, and their rotation. */
package org.archipel.security.internal.key;
