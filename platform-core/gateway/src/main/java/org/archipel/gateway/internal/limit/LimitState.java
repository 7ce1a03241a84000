package org.archipel.gateway.internal.limit;

/**
 * What a limit says of a request.
 *
 * @param remaining requests that it would still let through now
 * @param retryAfterMillis until it would let one through again; 0 if it does now
 * @param resetMillis until all are there again
 */
public record LimitState(boolean allowed, long remaining, long retryAfterMillis, long resetMillis) {}
