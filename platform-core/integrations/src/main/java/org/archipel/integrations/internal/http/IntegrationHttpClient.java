package org.archipel.integrations.internal.http;

import dev.failsafe.BulkheadFullException;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/**
 * The HTTP client of one session. From the outside in: retries, circuit breaker, bulkhead, rate-limit pause, credentials, then the
 * platform's client that checks addresses. Thread-safe.
 */
public final class IntegrationHttpClient implements HttpClient {
    private static final int UNAUTHORIZED = 401;
    private static final Duration NEGLIGIBLE_SKEW = Duration.ofSeconds(2);

    private final HttpClient network;
    private final ConnectionGuard guard;
    private final ConnectionSettings settings;
    private final RequestAuthenticator authenticator;
    private final Optional<AccessTokens> tokens;
    private final RetryRules rules;
    private final Clock clock;
    private volatile Duration clockSkew = Duration.ZERO;

    IntegrationHttpClient(HttpClient network, ConnectionGuard guard, ConnectionSettings settings, Clock clock) {
        this.network = network;
        this.guard = guard;
        this.settings = settings;
        this.clock = clock;
        this.rules = new RetryRules(settings.retries(), clock);
        this.tokens = settings.tokens(network, guard.tokens(), clock);
        this.authenticator = new RequestAuthenticator(settings.authentication(), settings.credentials());
    }

    /** How far the remote clock is ahead of this one, as last seen; zero where it is not known or not worth a word. */
    public Duration clockSkew() {
        return clockSkew;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        try {
            return Failsafe.with(
                            rules.policyFor(request, () -> guard.metrics().retried()),
                            guard.breaker(),
                            guard.bulkhead())
                    .get(() -> exchange(request));
        } catch (CircuitBreakerOpenException e) {
            throw new NotSentException(
                    "The remote system failed too often; requests to it pause.",
                    guard.breaker().getRemainingDelay(),
                    null);
        } catch (BulkheadFullException e) {
            throw new NotSentException("Too many requests to the remote system wait already.", null, null);
        } catch (FailsafeException e) {
            // The only checked exception inside is an interruption while waiting.
            Thread.currentThread().interrupt();
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "The request was interrupted.", true);
        }
    }

    private HttpResponse exchange(HttpRequest request) {
        guard.pause().await();
        HttpRequest prepared = settings.prepare(request);
        if (!settings.scope().covers(prepared.uri())) {
            return transmit(prepared, prepared.uri(), "");
        }
        String token = tokens.map(AccessTokens::token).orElse("");
        HttpResponse response = transmit(authenticator.authenticate(prepared, token), prepared.uri(), token);
        if (response.status() != UNAUTHORIZED || tokens.isEmpty()) {
            return response;
        }
        // The token may have been withdrawn before its time: one try with a new one.
        tokens.get().refused(token);
        String next = tokens.get().token();
        return transmit(authenticator.authenticate(prepared, next), prepared.uri(), next);
    }

    private HttpResponse transmit(HttpRequest request, URI shown, String token) {
        settings.pacer().ifPresent(Pacer::await);
        long start = System.nanoTime();
        try {
            HttpResponse answered = network.send(request);
            HttpResponse response =
                    settings.pacer().map(pacer -> pacer.understood(answered)).orElse(answered);
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            guard.metrics().answered(took, response.status(), response.body().length);
            guard.pause().observe(response);
            observeClock(response);
            settings.log().exchange(request.method(), shown, response.status(), took);
            return response;
        } catch (PlatformException e) {
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            guard.metrics().unanswered(took);
            String told = settings.mask().apply(e.getMessage());
            String message = token.isEmpty() ? told : told.replace(token, "[redacted]");
            settings.log().failure(request.method(), shown, message, took);
            throw masked(e, message);
        }
    }

    /** A message that holds a secret does not leave here, and neither does the exception that it came from. */
    private static PlatformException masked(PlatformException failure, String message) {
        if (message.equals(failure.getMessage())) {
            return failure;
        }
        if (failure instanceof NotSentException) {
            return new NotSentException(message, failure.retryAfter().orElse(null), null);
        }
        return failure instanceof RemoteException remote
                ? new RemoteException(
                        remote.code(),
                        message,
                        remote.retryable(),
                        remote.retryAfter().orElse(null),
                        null)
                : new PlatformException(failure.code(), message);
    }

    private void observeClock(HttpResponse response) {
        Optional<Instant> remote = response.header("Date").flatMap(RetryAfter::date);
        remote.ifPresent(time -> {
            Duration skew = Duration.between(clock.instant(), time);
            clockSkew = skew.abs().compareTo(NEGLIGIBLE_SKEW) <= 0 ? Duration.ZERO : skew;
        });
    }
}
