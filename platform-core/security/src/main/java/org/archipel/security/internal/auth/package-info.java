/** Who sends a request: authenticators one after the other, and what holds back those who guess. */
package org.archipel.security.internal.auth;
