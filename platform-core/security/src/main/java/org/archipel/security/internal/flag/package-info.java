/** Feature flags. */
package org.archipel.security.internal.flag;
