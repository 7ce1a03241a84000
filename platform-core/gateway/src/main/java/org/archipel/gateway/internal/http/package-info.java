/** Calls to outside systems. */
package org.archipel.gateway.internal.http;
