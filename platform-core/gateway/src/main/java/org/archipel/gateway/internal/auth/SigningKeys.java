package org.archipel.gateway.internal.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.rest.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer (RFC 7517): read once, again after some minutes, and when a token names a key that is not among them, but
 * not more often than twice a minute. While the issuer does not answer, the last keys stay good for a day. Nobody waits for keys that
 * are read again, and all who wait for keys wait for one call. Thread-safe.
 */
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final long FRESH = Duration.ofMinutes(5).toNanos();
    private static final long GOOD = Duration.ofHours(24).toNanos();
    private static final long PAUSE = Duration.ofSeconds(30).toNanos();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;

    private final UpstreamClient client;
    private final URI address;
    private volatile Keys keys;
    private long triedAt;
    private boolean tried;
    /** Ends when keys were read, or could not be; null while nobody reads. */
    private CompletableFuture<Void> reading;

    private record Keys(List<JWK> all, long readAt) {}

    /** Keys at an address. */
    SigningKeys(UpstreamClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /** Keys that do not change. */
    SigningKeys(JWKSet fixed) {
        this.client = null;
        this.address = null;
        this.keys = new Keys(fixed.getKeys(), 0);
    }

    /** The keys as far as they are known; empty if they have to be asked for, as for a key that is not among them. */
    Optional<List<JWK>> known(String keyId) {
        Keys present = keys;
        if (address == null) {
            return Optional.of(present.all());
        }
        if (present == null || age(present) > GOOD || keyId != null && !has(present, keyId)) {
            return Optional.empty();
        }
        if (age(present) > FRESH) {
            read();
        }
        return Optional.of(present.all());
    }

    /**
     * The keys, asked for if need be.
     *
     * @return fails with a {@link ProblemException} with 503 if there are none to be had
     */
    CompletableFuture<List<JWK>> ask(String keyId) {
        Optional<List<JWK>> known = known(keyId);
        return known.isPresent() ? CompletableFuture.completedFuture(known.get()) : read().thenApply(any -> present());
    }

    private List<JWK> present() {
        Keys present = keys;
        if (present == null || age(present) > GOOD) {
            throw new ProblemException(
                    UNAVAILABLE,
                    ErrorCode.CONNECTION_FAILED,
                    "The keys to check tokens with cannot be had.",
                    List.of(),
                    Duration.ofNanos(PAUSE));
        }
        return present.all();
    }

    /** Has the keys read, unless that is under way or was done just now. */
    private synchronized CompletableFuture<Void> read() {
        if (reading != null) {
            return reading;
        }
        long now = System.nanoTime();
        if (tried && now - triedAt <= PAUSE) {
            return CompletableFuture.completedFuture(null);
        }
        tried = true;
        triedAt = now;
        HttpCall call =
                new HttpCall("GET", address, List.of(new Header("Accept", "application/json")), new byte[0], TIMEOUT);
        CompletableFuture<Void> read = client.send(call, MOST_BYTES).handle((answer, failure) -> {
            take(answer, failure);
            return null;
        });
        reading = read;
        read.whenComplete((nothing, failure) -> ended());
        return read;
    }

    private synchronized void ended() {
        reading = null;
    }

    private void take(HttpAnswer answer, Throwable failure) {
        if (failure != null) {
            LOG.warn("The keys at {} cannot be read: {}", address, failure.getMessage());
            return;
        }
        if (answer.status() != OK) {
            LOG.warn("The keys at {} are not given: status {}", address, answer.status());
            return;
        }
        try {
            keys = new Keys(KeySet.parse(new String(answer.body(), StandardCharsets.UTF_8)), System.nanoTime());
        } catch (ParseException e) {
            LOG.warn("The keys at {} cannot be read: {}", address, e.getMessage());
        }
    }

    private static boolean has(Keys present, String keyId) {
        return present.all().stream().anyMatch(key -> keyId.equals(key.getKeyID()));
    }

    private static long age(Keys present) {
        return System.nanoTime() - present.readAt();
    }
}
