/** The HTTP client of connectors: authentication, time limits, retries, circuit breaker, bulkhead, rate limits, metrics. */
package org.archipel.integrations.internal.http;
