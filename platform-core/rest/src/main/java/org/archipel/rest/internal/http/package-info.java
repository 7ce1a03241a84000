/**
 * The HTTP server and what comes before all resources: the gate while the platform starts, ids of requests, headers of every
 * answer, errors outside of JAX-RS.
 */
package org.archipel.rest.internal.http;
