package org.archipel.connector.graphql.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.record.RestRecords;
import org.archipel.connector.common.record.SchemaSampler;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Remote;

/** A session with a GraphQL API. Used by one thread at a time, as the contract says. */
final class GraphqlSession implements ConnectorSession {
    private static final int LARGEST = 32 * 1024 * 1024;

    private final ObjectNode config;
    private final String path;
    private final Remote remote;
    private final RestModel model;
    private final RestRecords records;

    GraphqlSession(Provider provider, ConnectorContext context) {
        this.config = context.config();
        this.path = config.path("path").asText("/graphql");
        Endpoint endpoint = new Endpoint(context.endpoint()
                .orElseThrow(
                        () -> new ValidationException("/config/endpoint", "the GraphQL connector needs an endpoint")));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/graphql-response+json, application/json");
        config.path("headers")
                .properties()
                .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
        this.remote = new Remote(context.http(), endpoint, headers, Map.of(), provider.rules(), LARGEST);
        this.model = GraphqlModel.of(config, path);
        this.records = new RestRecords(model, remote, "");
    }

    @Override
    public ConnectionTest test() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("query", config.path("testQuery").asText("{__typename}"));
        return new ConnectionProbe(
                        remote,
                        () -> remote.send("POST", remote.address(path, Map.of()), Map.of(), Remote.bytes(document)),
                        this::look)
                .run();
    }

    private String look(HttpResponse response) {
        return remote.document(response)
                .filter(document -> document.path("data").isObject())
                .map(document -> "the API answers queries")
                .orElseThrow(() ->
                        new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer has no 'data' object", false));
    }

    @Override
    public ReadPage read(ReadRequest request) {
        return records.read(request);
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> changes) {
        return records.write(entity, changes);
    }

    @Override
    public boolean mayRepeatCreations(String entity) {
        return records.mayRepeatCreations(entity);
    }

    @Override
    public boolean mayRepeat(String entity, WriteRecord creation) {
        return records.mayRepeat(entity, creation);
    }

    @Override
    public List<Optional<String>> locate(String entity, List<WriteRecord> changes) {
        return records.locate(entity, changes);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        return switch (operation) {
            case "query", "mutate" -> ask(parameters).path("data");
            case "introspect" -> introspect();
            default -> throw new ValidationException("/operation", "there is no operation '" + operation + "'");
        };
    }

    private JsonNode introspect() {
        return ask(JsonNodeFactory.instance.objectNode().put("query", TypeReader.QUERY))
                .at("/data/__schema");
    }

    private JsonNode ask(ObjectNode document) {
        return remote.ask("POST", remote.address(path, Map.of()), Map.of(), Remote.bytes(document))
                .document()
                .orElseThrow(() -> new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer is empty", false));
    }

    /** By introspection where the configuration names types, else from the first records. */
    @Override
    public DataModel discover() {
        boolean typed = false;
        for (JsonNode entity : config.path("entities")) {
            typed |= entity.has("type");
        }
        return typed
                ? new TypeReader(introspect()).read(config.path("entities"))
                : new SchemaSampler(model, records::reader).sample();
    }
}
