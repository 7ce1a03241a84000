package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.http.HttpClient;
import org.archipel.connectors.emulators.AccessRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An integration with the places provider, as the platform would open it. */
final class PlacesIntegration {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> CREDENTIALS = Map.of(
            "apiKey", AccessRule.KEY,
            "token", AccessRule.KEY,
            "username", AccessRule.USER,
            "password", AccessRule.PASSWORD,
            "clientId", AccessRule.USER,
            "clientSecret", AccessRule.PASSWORD);

    private final URI endpoint;
    private final HttpConnector connector = new HttpConnector();
    private final ObjectNode config;
    private final AuthenticatedClient client;

    private PlacesIntegration(URI endpoint, ObjectNode config) {
        this.endpoint = endpoint;
        this.config = config;
        this.client = new AuthenticatedClient(connector.authentication(config), CREDENTIALS);
    }

    static PlacesIntegration with(URI endpoint, String pagination, AccessRule access) {
        ObjectNode config = config(pagination);
        config.set("authentication", json(authentication(access, endpoint)));
        return new PlacesIntegration(endpoint, config);
    }

    static PlacesIntegration with(URI endpoint, ObjectNode config) {
        return new PlacesIntegration(endpoint, config);
    }

    static ObjectNode config(String pagination) {
        String style = switch (pagination) {
            case "page" ->
                "'records':'$.data','pageSize':{'parameter':'per_page'},'total':'$.meta.total',"
                        + "'pagination':{'style':'PAGE','parameter':'page'}";
            case "offset" ->
                "'records':'$.items','pageSize':{'parameter':'limit','max':70},"
                        + "'pagination':{'style':'OFFSET','parameter':'offset'}";
            case "cursor" ->
                "'records':'$.results[*]','pageSize':{'parameter':'limit'},"
                        + "'pagination':{'style':'CURSOR','parameter':'cursor','next':'$.next_cursor'}";
            case "link" -> "'records':'$','pageSize':{'parameter':'count'},'pagination':{'style':'LINK'}";
            default -> "'records':'$'";
        };
        return (ObjectNode) json("{'entities':[{'name':'place','path':'/" + pagination + "/places','idField':'id',"
                + "'modifiedSince':{'name':'modified_since'},'modifiedAt':{'field':'modified_at'},"
                + "'deleted':{'field':'deleted','equals':true},"
                + "'write':{'create':{'method':'POST','path':'/" + pagination + "/places'},"
                + "'update':{'method':'PATCH','path':'/" + pagination + "/places/{id}'},"
                + "'delete':{'method':'DELETE','path':'/" + pagination + "/places/{id}'}}," + style + "}]}");
    }

    private static String authentication(AccessRule access, URI endpoint) {
        return switch (access) {
            case NONE -> "{'style':'NONE'}";
            case API_KEY_HEADER -> "{'style':'API_KEY_HEADER','header':'X-Api-Key'}";
            case API_KEY_QUERY -> "{'style':'API_KEY_QUERY','parameter':'api_key'}";
            case BASIC -> "{'style':'BASIC'}";
            case BEARER -> "{'style':'BEARER'}";
            case OAUTH2 -> "{'style':'OAUTH2_CLIENT_CREDENTIALS','tokenUrl':'" + endpoint + "/oauth/token'}";
        };
    }

    ObjectNode config() {
        return config;
    }

    int requests() {
        return client.requests();
    }

    ConnectorSession open() {
        return connector.open(new Context());
    }

    /** Reads to the end, with a new session and a stored cursor for each page. */
    List<SourceRecord> readAll(Optional<Instant> since, int limit) {
        List<SourceRecord> records = new ArrayList<>();
        Optional<JsonNode> cursor = Optional.empty();
        while (true) {
            ReadPage page = page(cursor, since, limit);
            records.addAll(page.records());
            if (!page.hasMore()) {
                return records;
            }
            cursor = page.nextCursor().map(node -> json(node.toString()));
        }
    }

    ReadPage page(Optional<JsonNode> cursor, Optional<Instant> since, int limit) {
        try (ConnectorSession session = open()) {
            return session.read(new ReadRequest("place", cursor, limit, since));
        }
    }

    /** JSON with single quotes. */
    static JsonNode json(String text) {
        return exactly(text.replace('\'', '"'));
    }

    static JsonNode exactly(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private final class Context implements ConnectorContext {
        @Override
        public String integrationId() {
            return "0198f000-0000-7000-8000-000000000001";
        }

        @Override
        public Optional<URI> endpoint() {
            return Optional.of(endpoint);
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
            return Optional.empty();
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Logger logger() {
            return LoggerFactory.getLogger(PlacesIntegration.class);
        }
    }
}
