package org.archipel.integrations.internal.http;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Keeps an access token until shortly before it expires. One thread fetches a new one, the others wait for it. Thread-safe. */
final class TokenCache {
    private static final long EARLY_SECONDS = 30;

    /**
     * @param basis what it was made from; a token of other credentials is not used
     */
    record Token(String value, Instant expiresAt, String basis) {}

    private final Clock clock;
    private Token token;

    TokenCache(Clock clock) {
        this.clock = clock;
    }

    synchronized String get(String basis, Supplier<Token> fetch) {
        boolean usable = token != null
                && token.basis().equals(basis)
                && clock.instant().isBefore(token.expiresAt().minusSeconds(EARLY_SECONDS));
        if (!usable) {
            token = fetch.get();
        }
        return token.value();
    }

    /** Forgets the token if it is still the one that was refused; another thread may have got a new one. */
    synchronized void refused(String value) {
        if (token != null && token.value().equals(value)) {
            token = null;
        }
    }

    synchronized void clear() {
        token = null;
    }
}
