package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.permission.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session of a connector receives in a test. */
record Connection(
        ObjectNode config,
        ObjectNode credentials,
        HttpAuthentication authentication,
        HttpClient egress,
        List<Permission> grants,
        Clock clock)
        implements ConnectorContext {
    @Override
    public String integrationId() {
        return "test";
    }

    @Override
    public Optional<URI> endpoint() {
        return Optional.ofNullable(config.path("endpoint").textValue()).map(URI::create);
    }

    @Override
    public ObjectNode config() {
        return config.deepCopy();
    }

    @Override
    public HttpClient http() {
        return request -> egress.send(authenticated(request));
    }

    private HttpRequest authenticated(HttpRequest request) {
        if (authentication instanceof HttpAuthentication.Bearer bearer) {
            return request.header("Authorization", "Bearer " + secret(bearer.tokenField()));
        }
        if (authentication instanceof HttpAuthentication.Header header) {
            return request.header(header.header(), header.prefix() + secret(header.secretField()));
        }
        if (authentication instanceof HttpAuthentication.Basic basic) {
            String pair = secret(basic.userField()) + ":" + secret(basic.passwordField());
            return request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private String secret(String field) {
        return credentials.path(field).asText();
    }

    @Override
    public Optional<String> credential(String field) {
        boolean granted = grants.stream()
                .filter(grant -> grant.resource().equals("secrets"))
                .flatMap(grant -> grant.conditions().stream())
                .anyMatch(condition -> condition.values().contains(field));
        if (!granted) {
            throw new PermissionDeniedException("not granted: secrets read " + field);
        }
        return Optional.ofNullable(credentials.path(field).textValue());
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("integration.test");
    }
}
