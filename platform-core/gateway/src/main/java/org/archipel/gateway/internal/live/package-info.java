/** The compiled APIs that answer. */
package org.archipel.gateway.internal.live;
