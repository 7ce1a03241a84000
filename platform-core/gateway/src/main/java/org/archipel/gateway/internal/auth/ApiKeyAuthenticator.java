package org.archipel.gateway.internal.auth;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;

/** Takes API keys of the organization that may call custom APIs. */
final class ApiKeyAuthenticator implements Authenticator {
    private static final List<String> HEADERS = List.of("authorization", "x-api-key");

    private final Authentication authentication;
    private final String organizationId;
    private final Optional<String> parameter;
    private final boolean waits;
    private final Function<Caller, Set<String>> roles;
    private final Function<Caller, Set<String>> scopes;

    /**
     * @param parameter of the query that may carry a key; empty for none
     * @param waits whether others are always asked: the database for roles, or Redis for the limits of keys
     * @param roles of a caller, as far as the API asks for some
     * @param scopes of a caller, as far as the API asks for some
     */
    ApiKeyAuthenticator(
            Authentication authentication,
            String organizationId,
            Optional<String> parameter,
            boolean waits,
            Function<Caller, Set<String>> roles,
            Function<Caller, Set<String>> scopes) {
        this.authentication = authentication;
        this.organizationId = organizationId;
        this.parameter = parameter;
        this.waits = waits;
        this.roles = roles;
        this.scopes = scopes;
    }

    @Override
    public Optional<ApiCaller> quickly(Presented request) {
        Credentials credentials = credentials(request);
        return waits
                ? Optional.empty()
                : authentication.authenticateAtOnce(credentials).map(this::accepted);
    }

    @Override
    public ApiCaller thoroughly(Presented request) {
        return accepted(authentication.authenticate(credentials(request)));
    }

    private Credentials credentials(Presented request) {
        Optional<String> key = Optional.ofNullable(request.header(Authentication.API_KEY_HEADER));
        if (key.isEmpty() && parameter.isPresent()) {
            key = Optional.ofNullable(request.query(parameter.get()));
        }
        Optional<String> authorization = Optional.ofNullable(request.header("Authorization"));
        if (key.isEmpty() && authorization.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.AUTHENTICATION_ERROR,
                    "Send an API key, as Authorization: Bearer or as " + Authentication.API_KEY_HEADER + ".");
        }
        return new Credentials(authorization, key, Optional.empty(), request.ip(), request.requestId());
    }

    private ApiCaller accepted(Caller caller) {
        if (!caller.organizationId().equals(organizationId)) {
            throw new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "The API key is not one of this organization.");
        }
        if (!caller.may(ApiPermission.APIS_CALL)) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This needs the permission " + ApiPermission.APIS_CALL.wireName() + ".");
        }
        return new ApiCaller(caller.actor(), roles.apply(caller), scopes.apply(caller), Optional.of(caller));
    }

    @Override
    public List<String> headers() {
        return HEADERS;
    }

    @Override
    public Optional<String> parameter() {
        return parameter;
    }
}
