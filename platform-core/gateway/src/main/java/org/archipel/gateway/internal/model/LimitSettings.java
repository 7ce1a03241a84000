package org.archipel.gateway.internal.model;

/**
 * How large and how slow.
 *
 * @param maxBodyBytes of a request; null for 1 MiB, or 64 MiB where nothing of the body is looked at
 * @param maxDepth levels of JSON in a request; null for 64
 * @param timeoutMs for the whole request, however many calls it makes; null for the limits of the calls alone
 */
public record LimitSettings(Long maxBodyBytes, Integer maxDepth, Integer timeoutMs) {}
