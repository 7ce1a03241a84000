package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.http.HttpClient;
import org.archipel.integrations.internal.log.SessionLogger;
import org.archipel.integrations.internal.model.Integration;
import org.slf4j.Logger;

/** What a session receives. It serves until the session ends. Thread-safe. */
final class IntegrationContext implements ConnectorContext {
    private final Integration integration;
    private final RegisteredConnector connector;
    private final HttpClient http;
    private final ObjectNode credentials;
    private final SessionLogger logger;
    private final AtomicBoolean ended = new AtomicBoolean();

    IntegrationContext(
            Integration integration,
            RegisteredConnector connector,
            HttpClient http,
            ObjectNode credentials,
            SessionLogger logger) {
        this.integration = integration;
        this.connector = connector;
        this.http = http;
        this.credentials = credentials;
        this.logger = logger;
    }

    /** The session is over: whoever kept this, or the client that it gave, gets nothing by it any more. */
    void end() {
        ended.set(true);
        logger.end();
    }

    private void requireOpen() {
        if (ended.get()) {
            throw new PermissionDeniedException("The session of the connector is over.");
        }
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
        requireOpen();
        return request -> {
            requireOpen();
            return http.send(request);
        };
    }

    @Override
    public Optional<String> credential(String field) {
        requireOpen();
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
