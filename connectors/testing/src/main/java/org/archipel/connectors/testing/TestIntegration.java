package org.archipel.connectors.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpResponse;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An integration as the platform would open it: its client authenticates, but neither tries again nor follows redirects. */
public final class TestIntegration {
    private final Connector connector;
    private final Optional<URI> endpoint;
    private final ObjectNode config;
    private final Map<String, String> credentials;
    private final TestClient client;
    private final SSLContext trust;
    private final Clock clock;

    public TestIntegration(Connector connector, URI endpoint, ObjectNode config, Map<String, String> credentials) {
        this(connector, Optional.ofNullable(endpoint), config, credentials, usualTrust(), Clock.systemUTC());
    }

    private TestIntegration(
            Connector connector,
            Optional<URI> endpoint,
            ObjectNode config,
            Map<String, String> credentials,
            SSLContext trust,
            Clock clock) {
        this.connector = connector;
        this.endpoint = endpoint;
        this.config = config;
        this.credentials = Map.copyOf(credentials);
        this.client = new TestClient(connector.authentication(config.deepCopy()), credentials, trust);
        this.trust = trust;
        this.clock = clock;
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with another address, whose server is to be trusted in another way. */
    TestIntegration at(URI other, SSLContext trusted) {
        return new TestIntegration(connector, Optional.of(other), config, credentials, trusted, clock);
    }

    /** The same with a clock that goes differently. */
    public TestIntegration withClock(Clock other) {
        return new TestIntegration(connector, endpoint, config, credentials, trust, other);
    }

    public Connector connector() {
        return connector;
    }

    /** How many requests the session sent. */
    public int requests() {
        return client.requests();
    }

    public ConnectorSession open() {
        return connector.open(new Context());
    }

    /** Reads to the end, with a new session and a stored cursor for each page. */
    public List<SourceRecord> readAll(String entity, Optional<Instant> since, int limit) {
        List<SourceRecord> records = new ArrayList<>();
        Optional<JsonNode> cursor = Optional.empty();
        while (true) {
            ReadPage page = page(entity, cursor, since, limit);
            records.addAll(page.records());
            if (!page.hasMore()) {
                return records;
            }
            cursor = page.nextCursor().map(node -> Documents.exactly(node.toString()));
        }
    }

    public ReadPage page(String entity, Optional<JsonNode> cursor, Optional<Instant> since, int limit) {
        try (ConnectorSession session = open()) {
            return session.read(new ReadRequest(entity, cursor, limit, since));
        }
    }

    public JsonNode execute(String operation, String parameters) {
        try (ConnectorSession session = open()) {
            return session.execute(operation, Documents.object(parameters));
        }
    }

    public List<WriteResult> write(String entity, WriteRecord... records) {
        try (ConnectorSession session = open()) {
            return session.write(entity, List.of(records));
        }
    }

    public WebhookVerdict verify(Webhook webhook) {
        return verify(webhook.headers(), webhook.body());
    }

    public WebhookVerdict verify(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        try (ConnectorSession session = open()) {
            return session.verifyWebhook(new WebhookDelivery(lists, body));
        }
    }

    /** What a check of the address is answered. */
    public Optional<HttpResponse> answerCheck(Webhook webhook, Map<String, String> query) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        webhook.headers().forEach((name, value) -> lists.put(name, List.of(value)));
        try (ConnectorSession session = open()) {
            return session.answerWebhookCheck(new WebhookDelivery(lists, webhook.body(), query));
        }
    }

    /** A new record. */
    public static WriteRecord create(String data) {
        return new WriteRecord(Optional.empty(), Documents.object(data), false, "change-" + Math.abs(data.hashCode()));
    }

    public static WriteRecord update(String id, String data) {
        return new WriteRecord(Optional.of(id), Documents.object(data), false, "change-" + id);
    }

    public static WriteRecord delete(String id) {
        return new WriteRecord(Optional.of(id), Documents.object("{}"), true, "deletion-" + id);
    }

    private final class Context implements ConnectorContext {
        @Override
        public String integrationId() {
            return "0198f000-0000-7000-8000-000000000001";
        }

        @Override
        public Optional<URI> endpoint() {
            return endpoint;
        }

        @Override
        public ObjectNode config() {
            return config.deepCopy();
        }

        @Override
        public HttpClient http() {
            return client;
        }

        @Override
        public Optional<String> credential(String field) {
            return Optional.ofNullable(credentials.get(field));
        }

        @Override
        public Clock clock() {
            return clock;
        }

        @Override
        public Logger logger() {
            return LoggerFactory.getLogger(TestIntegration.class);
        }
    }
}
