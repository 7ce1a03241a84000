package org.archipel.gateway.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.rest.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an authorization server about each token (RFC 7662), and remembers its answer for {@code cacheSeconds} (30). While it does not
 * answer nobody is let in. Thread-safe.
 */
final class IntrospectionAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(IntrospectionAuthenticator.class);
    private static final List<String> HEADERS = List.of("authorization");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_KNOWN = 10_000;
    private static final int MOST_CACHE = 300;
    private static final int CACHE = 30;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final double MOST_SECONDS = 1e12;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TokenSettings settings;
    private final UpstreamClient client;
    private final URI address;
    private final String authorization;
    private final AsyncCache<String, Verdict> known;

    /** @param caller empty for a token that is not good */
    private record Verdict(Optional<ApiCaller> caller, Instant until) {}

    /** @throws IllegalArgumentException with a message for people */
    IntrospectionAuthenticator(TokenSettings settings, UpstreamClient client) {
        this.settings = settings;
        this.client = client;
        this.address = client.canonical(URI.create(settings.required("introspectionUrl")));
        // RFC 6749, section 2.3.1: both parts are encoded as in a form.
        String pair = encoded(settings.required("clientId")) + ":" + encoded(settings.required("clientSecret"));
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        int seconds = settings.member("cacheSeconds").asInt(CACHE);
        if (seconds < 1 || seconds > MOST_CACHE) {
            throw new IllegalArgumentException("'cacheSeconds' must be from 1 to " + MOST_CACHE);
        }
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_KNOWN)
                .expireAfterWrite(Duration.ofSeconds(seconds))
                .buildAsync();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<ApiCaller> quickly(Presented request) {
        CompletableFuture<Verdict> verdict = known.getIfPresent(BearerToken.of(request));
        return verdict != null && verdict.isDone() && !verdict.isCompletedExceptionally()
                ? Optional.of(judged(verdict.join()))
                : Optional.empty();
    }

    @Override
    public ApiCaller thoroughly(Presented request) {
        try {
            return judged(verdict(BearerToken.of(request)).join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public Optional<CompletableFuture<ApiCaller>> asking(Presented request, Executor workers) {
        return Optional.of(verdict(BearerToken.of(request)).thenApply(IntrospectionAuthenticator::judged));
    }

    /** Equal tokens that come at once are asked about once; a failure is not remembered. */
    private CompletableFuture<Verdict> verdict(String token) {
        return known.get(token, (asked, executor) -> ask(asked));
    }

    @Override
    public List<String> headers() {
        return HEADERS;
    }

    private static ApiCaller judged(Verdict verdict) {
        return verdict.caller()
                .filter(caller -> Instant.now().isBefore(verdict.until()))
                .orElseThrow(BearerToken::refused);
    }

    private CompletableFuture<Verdict> ask(String token) {
        String form = "token=" + encoded(token) + "&token_type_hint=access_token";
        HttpCall call = new HttpCall(
                "POST",
                address,
                List.of(
                        new Header("Accept", "application/json"),
                        new Header("Content-Type", "application/x-www-form-urlencoded"),
                        new Header("Authorization", authorization)),
                form.getBytes(StandardCharsets.UTF_8),
                TIMEOUT);
        return client.send(call, MOST_BYTES).handle((answer, failure) -> {
            if (failure != null) {
                LOG.warn("The introspection at {} cannot be had: {}", address, failure.getMessage());
                throw unavailable();
            }
            if (answer.status() != OK) {
                LOG.warn("The introspection at {} answers with status {}", address, answer.status());
                throw unavailable();
            }
            try {
                return verdict(MAPPER.readTree(answer.body()));
            } catch (IOException e) {
                LOG.warn("The introspection at {} answers with no JSON", address);
                throw unavailable();
            }
        });
    }

    private static PlatformException unavailable() {
        return new ProblemException(
                UNAVAILABLE,
                ErrorCode.CONNECTION_FAILED,
                "The authorization server cannot be asked about the token.",
                List.of(),
                Duration.ofSeconds(5));
    }

    /** Seconds since 1970; what is beyond all times is the last of them. */
    private static Optional<Instant> time(JsonNode seconds) {
        return seconds.isNumber()
                ? Optional.of(Instant.ofEpochSecond((long) Math.max(0, Math.min(MOST_SECONDS, seconds.doubleValue()))))
                : Optional.empty();
    }

    private Verdict verdict(JsonNode answer) {
        Instant until = time(answer.path("exp")).orElse(Instant.MAX);
        boolean started = time(answer.path("nbf"))
                .map(from -> from.isBefore(Instant.now().plus(settings.clockSkew())))
                .orElse(true);
        boolean issuer = settings.issuer()
                .map(wanted -> wanted.equals(answer.path("iss").textValue()))
                .orElse(true);
        Set<String> audience = settings.audience();
        boolean meant = audience.isEmpty() || !Collections.disjoint(audience, TokenSettings.texts(answer.path("aud")));
        String subject = answer.path("sub").asText(answer.path("client_id").asText(""));
        boolean good = answer.path("active").isBoolean()
                && answer.path("active").booleanValue()
                && started
                && issuer
                && meant
                && !subject.isBlank();
        return new Verdict(
                good
                        ? Optional.of(new ApiCaller(
                                "oauth2:" + address.getHost() + "|" + subject,
                                settings.roles(answer),
                                settings.scopes(answer),
                                Optional.empty()))
                        : Optional.empty(),
                until);
    }
}
