/** How often a caller may call. */
package org.archipel.gateway.internal.limit;
