package org.archipel.integrations.internal.http;

/**
 * Requests of an integration since the platform started.
 *
 * @param failures answered with an error status, or not at all
 * @param bytesReceived of response bodies
 * @param medianMs of the latest requests
 * @param p95Ms of the latest requests
 */
public record ConnectionMetrics(
        long requests, long failures, long rateLimited, long retries, long bytesReceived, long medianMs, long p95Ms) {}
