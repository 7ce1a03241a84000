package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.Authentication;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.record.RestRecords;
import org.archipel.connector.common.record.SchemaSampler;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.ErrorRules;
import org.archipel.connector.common.wire.Remote;

/** One integration's session. Used by one thread at a time, as the contract says. */
final class HttpSession implements ConnectorSession {
    private final RestModel config;
    private final Remote remote;
    private final RestRecords records;

    HttpSession(ConnectorContext context, RestModel config) {
        this.config = config;
        Endpoint endpoint = new Endpoint(context.endpoint()
                .orElseThrow(
                        () -> new ValidationException("/config/endpoint", "the HTTP connector needs an endpoint")));
        this.remote = new Remote(
                context.http(),
                endpoint,
                config.headers(),
                config.query(),
                ErrorRules.byStatus(),
                config.maxResponseBytes());
        this.records = new RestRecords(config, remote, secretParameter(config.authentication()));
    }

    @Override
    public ConnectionTest test() {
        return new ConnectionProbe(remote, this::sample, this::look).run();
    }

    private HttpResponse sample() {
        return config.testPath()
                .map(path -> remote.send("GET", remote.address(path, Map.of()), Map.of(), new byte[0]))
                .orElseGet(records::sample);
    }

    private String look(HttpResponse response) {
        if (config.testPath().isEmpty()) {
            records.check(response);
        } else {
            remote.document(response);
        }
        return "the answer is what the configuration expects";
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
    public List<Optional<String>> locate(String entity, List<WriteRecord> changes) {
        return records.locate(entity, changes);
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return records.fetch(entity, externalId);
    }

    @Override
    public boolean canFetch(String entity) {
        return records.canFetch(entity);
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
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals(RequestAction.NAME) && !operation.equals(RequestAction.GET)) {
            throw new ValidationException("/operation", "the HTTP connector has no operation '" + operation + "'");
        }
        return new RequestAction(remote).run(parameters);
    }

    @Override
    public DataModel discover() {
        return new SchemaSampler(config, records::reader).sample();
    }

    /** The query parameter that the platform adds to authenticate; empty if it adds none. */
    private static String secretParameter(Authentication authentication) {
        return authentication.style() == Authentication.Style.API_KEY_QUERY ? authentication.parameter() : "";
    }
}
