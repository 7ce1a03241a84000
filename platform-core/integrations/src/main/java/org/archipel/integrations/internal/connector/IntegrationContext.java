package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.http.HttpClient;
import org.archipel.integrations.internal.model.Integration;
import org.slf4j.Logger;

/** What a session receives. */
final class IntegrationContext implements ConnectorContext {
    private final Integration integration;
    private final RegisteredConnector connector;
    private final HttpClient http;
    private final ObjectNode credentials;
    private final Logger logger;

    IntegrationContext(
            Integration integration,
            RegisteredConnector connector,
            HttpClient http,
            ObjectNode credentials,
            Logger logger) {
        this.integration = integration;
        this.connector = connector;
        this.http = http;
        this.credentials = credentials;
        this.logger = logger;
    }

    @Override
    public String integrationId() {
        return integration.id();
    }

    @Override
    public Optional<URI> endpoint() {
        return Optional.ofNullable(integration.config().endpoint()).map(URI::create);
    }

    @Override
    public ObjectNode config() {
        return integration.config().connectorConfig().deepCopy();
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public Optional<String> credential(String field) {
        if (!connector.builtIn() && !granted(field)) {
            throw new PermissionDeniedException("The connector has no 'secrets' permission for '" + field + "'.");
        }
        return Optional.ofNullable(credentials.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    private boolean granted(String field) {
        return connector.grants().get().stream()
                .filter(permission -> permission.resource().equals("secrets")
                        && permission.actions().contains("read"))
                .flatMap(permission -> permission.conditions().stream())
                .filter(condition -> condition.type().equals("names"))
                .anyMatch(condition -> condition.values().contains(field));
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Logger logger() {
        return logger;
    }
}
