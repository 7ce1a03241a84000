/** What a caller may do: grants of roles and keys. */
package org.archipel.security.internal.access;
