/** Who calls. */
package org.archipel.gateway.internal.auth;
