package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
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
import org.archipel.api.error.ValidationException;
import org.archipel.connector.http.internal.config.Authentication;
import org.archipel.connector.http.internal.config.HttpConfig;

/** One integration's session. Used by one thread at a time, as the contract says. */
final class HttpSession implements ConnectorSession {
    private final HttpConfig config;
    private final Remote remote;
    /** One reader an entity: it keeps what is left of an answer that had more records than were asked for. */
    private final Map<String, EntityReader> readers = new HashMap<>();

    HttpSession(ConnectorContext context, HttpConfig config) {
        this.config = config;
        this.remote = new Remote(context, config);
    }

    @Override
    public ConnectionTest test() {
        return new ConnectionProbe(remote, config).run();
    }

    @Override
    public ReadPage read(ReadRequest request) {
        return reader(request.entity()).read(request);
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return new EntityWriter(remote, config.entity(entity)).write(records);
    }

    @Override
    public List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        return new EntityWriter(remote, config.entity(entity)).locate(records);
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
        return new SchemaSampler(config, this::reader).sample();
    }

    private EntityReader reader(String entity) {
        return readers.computeIfAbsent(
                entity,
                name -> new EntityReader(remote, config.entity(name), secretParameter(config.authentication())));
    }

    /** The query parameter that the platform adds to authenticate; empty if it adds none. */
    private static String secretParameter(Authentication authentication) {
        return authentication.style() == Authentication.Style.API_KEY_QUERY ? authentication.parameter() : "";
    }
}
