package org.archipel.gateway.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.UpstreamClient;

/**
 * Takes signed tokens (RFC 7519) by the recommendations of RFC 8725: only algorithms of the kind of key that the settings name, never
 * {@code none}; with an end. Keys come by {@code jwksUri}, {@code jwks} or, for HMAC, {@code secret}. Thread-safe.
 */
final class JwtAuthenticator implements Authenticator {
    private static final List<String> HEADERS = List.of("authorization");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> SYMMETRIC = Set.of("HS256", "HS384", "HS512");
    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    private static final int LEAST_SECRET = 32;
    private static final int MOST_KNOWN = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TokenSettings settings;
    private final Set<String> algorithms;
    private final Optional<SigningKeys> keys;
    private final byte[] secret;
    /** Tokens whose signature was checked; their times are checked every time. */
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private record Known(ApiCaller caller, Instant from, Instant until) {}

    /** @throws IllegalArgumentException with a message for people */
    JwtAuthenticator(TokenSettings settings, UpstreamClient client) {
        this.settings = settings;
        Optional<String> hmac = settings.text("secret");
        Optional<String> uri = settings.text("jwksUri");
        boolean inline = settings.member("jwks").isObject();
        if (Stream.of(hmac.isPresent(), uri.isPresent(), inline)
                        .filter(Boolean::booleanValue)
                        .count()
                != 1) {
            throw new IllegalArgumentException("needs one of 'jwksUri', 'jwks' and 'secret'");
        }
        this.secret = hmac.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (secret != null && secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("'secret' has at least " + LEAST_SECRET + " bytes");
        }
        this.keys = secret != null
                ? Optional.empty()
                : Optional.of(uri.map(address -> new SigningKeys(client, client.canonical(URI.create(address))))
                        .orElseGet(() -> new SigningKeys(fixed(settings.member("jwks")))));
        this.algorithms = algorithms(settings.member("algorithms"), secret != null ? SYMMETRIC : ASYMMETRIC);
    }

    private static JWKSet fixed(JsonNode jwks) {
        try {
            return JWKSet.parse(jwks.toString()).toPublicJWKSet();
        } catch (ParseException e) {
            throw new IllegalArgumentException("'jwks' is no JSON Web Key Set: " + e.getMessage(), e);
        }
    }

    private static Set<String> algorithms(JsonNode wanted, Set<String> possible) {
        Set<String> named = TokenSettings.texts(wanted);
        if (!possible.containsAll(named)) {
            throw new IllegalArgumentException("'algorithms' has one that such keys cannot have");
        }
        return named.isEmpty() ? possible : Set.copyOf(named);
    }

    @Override
    public Optional<ApiCaller> quickly(Presented request) {
        String token = BearerToken.of(request);
        Known before = known.getIfPresent(token);
        if (before != null) {
            return Optional.of(inTime(before));
        }
        SignedJWT jwt = parsed(token);
        // Other signatures cost too much for a thread that others wait for.
        return keys.isEmpty() ? Optional.of(accepted(token, jwt, Signature.isBy(secret, jwt))) : Optional.empty();
    }

    /** Keys that have to be asked for are waited for. */
    @Override
    public ApiCaller thoroughly(Presented request) {
        String token = BearerToken.of(request);
        SignedJWT jwt = parsed(token);
        try {
            List<JWK> all = keys.orElseThrow().ask(jwt.getHeader().getKeyID()).join();
            return accepted(token, jwt, isByOne(all, jwt));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public Optional<CompletableFuture<ApiCaller>> asking(Presented request, Executor workers) {
        String token = BearerToken.of(request);
        SignedJWT jwt = parsed(token);
        String keyId = jwt.getHeader().getKeyID();
        return keys.filter(from -> from.known(keyId).isEmpty())
                .map(from -> from.ask(keyId).thenApplyAsync(all -> accepted(token, jwt, isByOne(all, jwt)), workers));
    }

    @Override
    public List<String> headers() {
        return HEADERS;
    }

    private SignedJWT parsed(String token) {
        try {
            SignedJWT jwt = CompactForm.parse(token);
            JWSHeader header = jwt.getHeader();
            JWSAlgorithm algorithm = header.getAlgorithm();
            boolean right = algorithms.contains(algorithm.getName())
                    && (header.getType() == null
                            || TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT)));
            if (!right) {
                throw BearerToken.refused();
            }
            return jwt;
        } catch (ParseException | IllegalArgumentException e) {
            throw BearerToken.refused();
        }
    }

    static boolean isByOne(List<JWK> all, SignedJWT jwt) {
        String keyId = jwt.getHeader().getKeyID();
        return all.stream()
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .anyMatch(key -> Signature.isBy(key, jwt));
    }

    private ApiCaller accepted(String token, SignedJWT jwt, boolean signed) {
        if (!signed) {
            throw BearerToken.refused();
        }
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            requireParties(claims);
            Known caller = known(claims, MAPPER.readTree(jwt.getPayload().toBytes()));
            ApiCaller accepted = inTime(caller);
            known.put(token, caller);
            return accepted;
        } catch (ParseException | IOException e) {
            throw BearerToken.refused();
        }
    }

    private void requireParties(JWTClaimsSet claims) {
        boolean issuer = settings.issuer()
                .map(wanted -> wanted.equals(claims.getIssuer()))
                .orElse(true);
        Set<String> audience = settings.audience();
        boolean meant = audience.isEmpty() || claims.getAudience().stream().anyMatch(audience::contains);
        if (!issuer || !meant || claims.getExpirationTime() == null) {
            throw BearerToken.refused();
        }
    }

    private Known known(JWTClaimsSet claims, JsonNode payload) {
        String subject = Stream.of("sub", "client_id", "azp")
                .map(name -> payload.path(name).textValue())
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElseThrow(BearerToken::refused);
        String issuer = Optional.ofNullable(claims.getIssuer()).orElse("");
        Set<String> scopes = new HashSet<>(settings.scopes(payload));
        if (settings.text("scopesClaim").isEmpty()) {
            scopes.addAll(TokenSettings.texts(payload.path("scp")));
        }
        return new Known(
                new ApiCaller(
                        "jwt:" + issuer + "|" + subject, settings.roles(payload), Set.copyOf(scopes), Optional.empty()),
                Optional.ofNullable(claims.getNotBeforeTime())
                        .map(Date::toInstant)
                        .orElse(Instant.MIN),
                claims.getExpirationTime().toInstant());
    }

    private ApiCaller inTime(Known caller) {
        Instant now = Instant.now();
        Duration skew = settings.clockSkew();
        if (!now.minus(skew).isBefore(caller.until()) || now.plus(skew).isBefore(caller.from())) {
            throw expired(caller, now);
        }
        return caller.caller();
    }

    private static PlatformException expired(Known caller, Instant now) {
        return new PlatformException(
                ErrorCode.AUTHENTICATION_ERROR,
                now.isBefore(caller.from()) ? "The token is not valid yet." : "The token has expired.");
    }
}
