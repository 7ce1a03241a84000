package org.archipel.gateway.internal.auth;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.redis.RedisConnection;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication;
import org.archipel.security.UserRoles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes authenticators of settings. Thread-safe. */
@Component(service = Authenticators.class)
public class Authenticators {
    private static final String PARAMETER = "api_key";

    private final Authentication authentication;
    private final UserRoles roles;
    private final UpstreamClient client;
    private final RedisConnection redis;

    @Activate
    public Authenticators(
            @Reference Authentication authentication,
            @Reference UserRoles roles,
            @Reference UpstreamClient client,
            @Reference RedisConnection redis) {
        this.redis = redis;
        this.authentication = authentication;
        this.roles = roles;
        this.client = client;
    }

    /** Knows nobody and lets everybody in. */
    public static Authenticator anybody() {
        return new AnonymousAuthenticator();
    }

    /** @throws IllegalArgumentException if the settings are not good; the message is for a person */
    public Authenticator of(String organizationId, AuthenticationSettings settings) {
        return switch (settings.type()) {
            case NONE -> new AnonymousAuthenticator();
            case API_KEY -> apiKey(organizationId, settings);
            case JWT ->
                new JwtAuthenticator(
                        new TokenSettings(settings.settings(), Set.of("jwksUri", "jwks", "secret", "algorithms")),
                        client);
            case OAUTH2 -> oauth2(organizationId, settings);
        };
    }

    /** Without an address to ask at, the platform's own tokens are taken. */
    private Authenticator oauth2(String organizationId, AuthenticationSettings settings) {
        if (settings.settings().isEmpty()) {
            return apiKey(organizationId, settings);
        }
        return new IntrospectionAuthenticator(
                new TokenSettings(
                        settings.settings(), Set.of("introspectionUrl", "clientId", "clientSecret", "cacheSeconds")),
                client);
    }

    private Authenticator apiKey(String organizationId, AuthenticationSettings settings) {
        boolean inQuery = settings.settings().path("allowQuery").asBoolean(false);
        return new ApiKeyAuthenticator(
                authentication,
                organizationId,
                inQuery ? Optional.of(settings.settings().path("queryParameter").asText(PARAMETER)) : Optional.empty(),
                !settings.roles().isEmpty() || redis.isConfigured(),
                settings.roles().isEmpty() ? caller -> Set.of() : roles::of,
                settings.scopes().isEmpty()
                        ? caller -> Set.of()
                        : caller -> caller.permissions().stream()
                                .map(ApiPermission::wireName)
                                .collect(Collectors.toUnmodifiableSet()));
    }
}
