package org.archipel.integrations.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/**
 * Keeps the requests to one account below its limit. It counts by the generic cell rate algorithm (ITU-T I.371): the time at which
 * the bucket would be empty again says how long the next request has to wait. Each node counts for itself, and takes its share of the
 * limit only. Thread-safe.
 */
final class Pacer {
    /** The part of a burst that is left to others who use the account. */
    private static final double FOR_OTHERS = 0.2;

    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();

    private static final String RETRY_AFTER = "Retry-After";
    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY_REQUESTS = 429;

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final IntSupplier nodes;
    private long emptyAt;

    /**
     * @param nanos the time, in nanoseconds
     * @param nodes how many nodes share the limit
     */
    Pacer(RateLimit limit, LongSupplier nanos, IntSupplier nodes) {
        this.limit = limit;
        this.nanos = nanos;
        this.nodes = nodes;
        this.emptyAt = nanos.getAsLong();
    }

    /** Without others. */
    Pacer(RateLimit limit, LongSupplier nanos) {
        this(limit, nanos, () -> 1);
    }

    /**
     * Waits until there is room for a request.
     *
     * @throws RemoteException {@code RATE_LIMIT_EXCEEDED} if that is too long for a thread to wait
     */
    void await() {
        long wait = reserve();
        if (wait <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "The request was interrupted.", true);
        }
    }

    /** Whether nothing was asked for in a while, and the bucket is empty. */
    synchronized boolean isIdle() {
        return nanos.getAsLong() - emptyAt > IDLE_NANOS;
    }

    /** Takes a place; how many nanoseconds it is away. */
    long reserve() {
        // Asked for outside of the lock: it may look into the database.
        return reserve(Math.max(1, nodes.getAsInt()));
    }

    private synchronized long reserve(int sharers) {
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / limit.perSecond()) * sharers;
        long burst = Math.max(1, (long) (limit.burst() * (1 - FOR_OTHERS) / sharers));
        long tolerance = (burst - 1) * interval;
        long now = nanos.getAsLong();
        long from = Math.max(emptyAt, now);
        long wait = from - tolerance - now;
        if (wait > RateLimitPause.LONGEST_WAIT.toNanos()) {
            throw new RemoteException(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "The remote system's rate limit is used up for another " + TimeUnit.NANOSECONDS.toSeconds(wait)
                            + " s.",
                    true,
                    Duration.ofNanos(wait),
                    null);
        }
        emptyAt = from + interval;
        return wait;
    }

    /** An answer that says in the remote system's own way that the limit is reached, or how long it is, in the way of HTTP. */
    HttpResponse understood(HttpResponse response) {
        if (response.status() == TOO_MANY_REQUESTS) {
            return withWait(response);
        }
        boolean refused = response.status() == UNAVAILABLE
                && !limit.refusal().isEmpty()
                && new String(response.body(), StandardCharsets.UTF_8).contains(limit.refusal());
        return refused ? withWait(new HttpResponse(TOO_MANY_REQUESTS, response.headers(), response.body())) : response;
    }

    private HttpResponse withWait(HttpResponse response) {
        if (response.header(RETRY_AFTER).isPresent()) {
            return response;
        }
        return limit.waitHeaders().stream()
                .flatMap(name -> response.header(name).stream())
                .findFirst()
                .map(wait -> {
                    Map<String, List<String>> headers = new HashMap<>(response.headers());
                    headers.put(RETRY_AFTER, List.of(wait));
                    return new HttpResponse(response.status(), headers, response.body());
                })
                .orElse(response);
    }
}
