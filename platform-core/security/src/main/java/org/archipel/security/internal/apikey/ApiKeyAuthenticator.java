package org.archipel.security.internal.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.archipel.security.internal.apikey.KeyCache.KnownKey;
import org.archipel.security.internal.auth.Authenticator;
import org.archipel.security.internal.auth.FailureThrottle;
import org.archipel.security.internal.auth.RefusalLog;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.store.ApiKeyRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Recognizes API keys, in {@code X-API-Key} or as a bearer token. */
@Component
public final class ApiKeyAuthenticator implements Authenticator {
    private static final String BEARER = "Bearer ";
    private static final String PREFIX = "ark_";
    /** One message for what is not to be told apart: an unknown prefix and a wrong secret. */
    private static final String NOT_VALID = "The API key is not valid.";

    private final KeyCache keys;
    private final KeyUsage usage;
    private final KeyLimits limits;
    private final FailureThrottle throttle;
    private final RefusalLog refusals;
    private final Clock clock;

    @Activate
    public ApiKeyAuthenticator(
            @Reference KeyCache keys,
            @Reference KeyUsage usage,
            @Reference KeyLimits limits,
            @Reference FailureThrottle throttle,
            @Reference RefusalLog refusals) {
        this(keys, usage, limits, throttle, refusals, Clock.systemUTC());
    }

    /** @param clock by which keys expire */
    public ApiKeyAuthenticator(
            KeyCache keys,
            KeyUsage usage,
            KeyLimits limits,
            FailureThrottle throttle,
            RefusalLog refusals,
            Clock clock) {
        this.keys = keys;
        this.usage = usage;
        this.limits = limits;
        this.throttle = throttle;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public Optional<Identity> authenticate(Credentials credentials) {
        return presented(credentials).map(text -> identify(text, credentials));
    }

    @Override
    public Optional<Identity> authenticateAtOnce(Credentials credentials) {
        return presented(credentials)
                .flatMap(ApiKeyText::parse)
                .flatMap(text -> keys.peek(text.prefix())
                        .filter(known -> known.isOpenedBy(text) && usage.knows(known.row(), clock.instant()))
                        .map(known -> admit(known, text, credentials)));
    }

    private static Optional<String> presented(Credentials credentials) {
        return credentials
                .apiKey()
                .map(String::strip)
                .or(() -> credentials
                        .authorization()
                        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(header -> header.substring(BEARER.length()).strip())
                        .filter(token -> token.startsWith(PREFIX)));
    }

    private Identity identify(String presented, Credentials credentials) {
        ApiKeyText text = ApiKeyText.parse(presented).orElseThrow(() -> {
            throttle.isRight(credentials.ip(), "", () -> false);
            return refuse(credentials, Optional.empty(), NOT_VALID);
        });
        KnownKey key = keys.peek(text.prefix())
                .filter(known -> known.isOpenedBy(text))
                .orElseGet(() -> check(text, credentials));
        return admit(key, text, credentials);
    }

    private Identity admit(KnownKey key, ApiKeyText text, Credentials credentials) {
        if (key.blocked().isPresent()) {
            throttle.failed(credentials.ip(), text.prefix());
            throw refuse(credentials, Optional.of(key), key.blocked().get());
        }
        if (!clock.instant().isBefore(key.expiresAt())) {
            throttle.failed(credentials.ip(), text.prefix());
            throw refuse(credentials, Optional.of(key), "The API key has expired.");
        }
        limit(key.row());
        return new Identity(
                "key:" + key.row().id(), key.row().organizationId(), key.row().userId(), key.permissions());
    }

    /** Counts the request against the key's rates and quota, and has the answer tell what they leave. */
    private void limit(ApiKeyRow key) {
        Instant now = clock.instant();
        List<RateState> states = new ArrayList<>(limits.take(key));
        OptionalLong left = usage.take(key, now);
        left.ifPresent(requests -> states.add(KeyUsage.state(key, requests, now)));
        RateState.tell(states);
    }

    private KnownKey check(ApiKeyText text, Credentials credentials) {
        throttle.requireCalm(credentials.ip(), text.prefix());
        Optional<KnownKey> known = keys.load(text.prefix());
        boolean opened = throttle.isRight(
                credentials.ip(),
                text.prefix(),
                () -> known.filter(key -> key.isOpenedBy(text)).isPresent());
        return known.filter(key -> opened).orElseThrow(() -> refuse(credentials, known, NOT_VALID));
    }

    private PlatformException refuse(Credentials credentials, Optional<KnownKey> key, String reason) {
        String organizationId = key.map(known -> known.row().organizationId()).orElse(KeyRing.INSTALLATION);
        Caller nobody =
                new Caller("anonymous", organizationId, "", Set.of(), credentials.ip(), credentials.requestId());
        String target = key.map(known -> "api-key/" + known.row().id()).orElse("api-key");
        refusals.note(nobody, "authentication.refuse", target, reason);
        return new PlatformException(ErrorCode.AUTHENTICATION_ERROR, reason);
    }
}
