/** Paths of requests, and the tree that finds what answers them. */
package org.archipel.gateway.internal.route;
