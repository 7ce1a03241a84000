package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.http.HttpRequest;

/** Adds an integration's credentials to requests, as its connector says. Thread-safe. */
final class RequestAuthenticator {
    private static final String AUTHORIZATION = "Authorization";

    private final HttpAuthentication authentication;
    private final ObjectNode credentials;

    RequestAuthenticator(HttpAuthentication authentication, ObjectNode credentials) {
        this.authentication = authentication;
        this.credentials = credentials;
    }

    /** @param token an access token where the authentication needs one */
    HttpRequest authenticate(HttpRequest request, String token) {
        if (authentication instanceof HttpAuthentication.Header header) {
            String secret = Secret.of(credentials, header.secretField());
            return request.header(header.header(), header.prefix() + secret);
        }
        if (authentication instanceof HttpAuthentication.Query query) {
            return withParameter(request, query.parameter(), Secret.of(credentials, query.secretField()));
        }
        if (authentication instanceof HttpAuthentication.Basic basic) {
            String pair =
                    Secret.of(credentials, basic.userField()) + ":" + Secret.of(credentials, basic.passwordField());
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return request.header(AUTHORIZATION, "Basic " + encoded);
        }
        if (authentication instanceof HttpAuthentication.Bearer bearer) {
            return request.header(AUTHORIZATION, "Bearer " + Secret.of(credentials, bearer.tokenField()));
        }
        if (authentication instanceof HttpAuthentication.ClientCredentials
                || authentication instanceof HttpAuthentication.Login) {
            return request.header(AUTHORIZATION, "Bearer " + token);
        }
        if (authentication instanceof HttpAuthentication.AuthorizationCode code) {
            String parameter = code.provider().tokenParameter();
            return parameter.isEmpty()
                    ? request.header(AUTHORIZATION, "Bearer " + token)
                    : withParameter(request, parameter, token);
        }
        return request;
    }

    private static HttpRequest withParameter(HttpRequest request, String name, String value) {
        URI uri = request.uri();
        String parameter = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        String query = uri.getRawQuery() == null ? parameter : uri.getRawQuery() + "&" + parameter;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        URI target = URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path + "?" + query);
        return new HttpRequest(request.method(), target, request.headers(), request.body(), request.timeout());
    }
}
