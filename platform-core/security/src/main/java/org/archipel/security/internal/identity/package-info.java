/** Organizations, users and roles, and the first of each. */
package org.archipel.security.internal.identity;
