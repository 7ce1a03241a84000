package org.archipel.gateway.internal.fakes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.security.Authentication;
import org.archipel.security.Caller;

/** Knows keys at once, or after a look-up as at the first use of a key. */
final class KnownKeys implements Authentication {
    private final Map<String, Caller> keys;
    private final Set<Optional<String>> seen = ConcurrentHashMap.newKeySet();

    /** @param keys with those who call by them; others may be added later */
    KnownKeys(Map<String, Caller> keys) {
        this.keys = keys;
    }

    @Override
    public Caller authenticate(Credentials credentials) {
        Caller caller = caller(credentials);
        seen.add(credentials.apiKey());
        return caller;
    }

    @Override
    public Optional<Caller> authenticateAtOnce(Credentials credentials) {
        return seen.contains(credentials.apiKey()) ? Optional.of(caller(credentials)) : Optional.empty();
    }

    private Caller caller(Credentials credentials) {
        String key = credentials
                .apiKey()
                .or(() -> credentials.authorization().map(value -> value.replaceFirst("^Bearer ", "")))
                .orElse("");
        return Optional.ofNullable(keys.get(key))
                .orElseThrow(() -> new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "The API key is not valid."));
    }
}
