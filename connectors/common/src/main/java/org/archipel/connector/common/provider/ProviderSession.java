package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
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
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.record.RestRecords;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;
import org.archipel.jsonpath.JsonPath;

/**
 * A session with a provider that its file describes. Connectors extend it for what their provider does in no common way: the
 * verification of webhooks, batches, records that no listing gives. Used by one thread at a time, as the contract says.
 */
public class ProviderSession implements ConnectorSession {
    private static final byte[] NOTHING = {};

    private final Provider provider;
    private final ConnectorContext context;
    private final Remote remote;
    private final RestRecords records;
    private final Map<String, String> settings;

    /** A session at the integration's endpoint, or at the provider's own. */
    public ProviderSession(Provider provider, ConnectorContext context) {
        this(provider, context, Map.of(), Map.of());
    }

    /**
     * @param headers sent with every request besides those of the file
     * @param settings what stands for <code>${name}</code> in the file's entities, operations and test
     */
    public ProviderSession(
            Provider provider, ConnectorContext context, Map<String, String> headers, Map<String, String> settings) {
        this(provider, context, endpoint(provider, context), headers, settings);
    }

    /** @param endpoint another than the integration's or the provider's own */
    public ProviderSession(
            Provider provider,
            ConnectorContext context,
            Endpoint endpoint,
            Map<String, String> headers,
            Map<String, String> settings) {
        this.provider = provider;
        this.context = context;
        this.settings = Map.copyOf(settings);
        RestModel model = provider.model(settings);
        Map<String, String> all = new LinkedHashMap<>(model.headers());
        all.putAll(headers);
        this.remote =
                new Remote(context.http(), endpoint, all, model.query(), provider.rules(), model.maxResponseBytes());
        this.records = new RestRecords(model, remote, "");
    }

    /**
     * The integration's endpoint, or else the provider's own.
     *
     * @throws ValidationException if there is neither
     */
    protected static Endpoint endpoint(Provider provider, ConnectorContext context) {
        return new Endpoint(context.endpoint()
                .or(() -> provider.endpoint().map(URI::create))
                .orElseThrow(() -> new ValidationException("/config/endpoint", "this connector needs an endpoint")));
    }

    protected final ConnectorContext context() {
        return context;
    }

    protected final Remote remote() {
        return remote;
    }

    protected final RestRecords records() {
        return records;
    }

    @Override
    public ConnectionTest test() {
        return new ConnectionProbe(remote, this::probe, this::look).run();
    }

    private HttpResponse probe() {
        JsonNode test = provider.test(settings);
        if (!test.has("path")) {
            return records.sample();
        }
        byte[] body = test.has("body") ? Remote.bytes(test.get("body")) : NOTHING;
        URI address = remote.address(test.path("path").asText(), Map.of());
        return remote.send(test.path("method").asText("GET"), address, Map.of(), body);
    }

    /** The provider that this is a session with. */
    protected final Provider provider() {
        return provider;
    }

    private String look(HttpResponse response) {
        Optional<JsonNode> document = remote.document(response);
        String identity = provider.test(settings).path("identity").asText();
        if (identity.isEmpty()) {
            return "the answer is what it should be";
        }
        return document.flatMap(JsonPath.compile(identity)::first)
                .filter(JsonNode::isValueNode)
                .map(node -> "connected as " + node.asText())
                .orElseThrow(() -> new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, "the answer does not tell whose account it is", false));
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
    public List<Optional<String>> locate(String entity, List<WriteRecord> changes) {
        return records.locate(entity, changes);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (operation.equals(WhoAmI.NAME)) {
            HttpResponse response = probe();
            remote.rules().requireSuccess(response, WhoAmI.NAME);
            return remote.document(response).orElseGet(JsonNodeFactory.instance::objectNode);
        }
        OperationSpec spec = provider.operation(operation, settings)
                .orElseThrow(() ->
                        new ValidationException("/operation", "this connector has no operation '" + operation + "'"));
        return new OperationRun(remote, spec, parameters).send();
    }

    @Override
    public DataModel discover() {
        return new DataModel(provider.definition().dataModel().entities().stream()
                .map(entity -> provider.discovery(entity.name())
                        .map(discovery -> extended(discovery, entity))
                        .orElse(entity))
                .toList());
    }

    private DataModel.Entity extended(Discovery discovery, DataModel.Entity entity) {
        try {
            return discovery.extended(entity, remote);
        } catch (Refusal e) {
            if (e.problem().meaning() != Meaning.PERMISSION && e.problem().meaning() != Meaning.NOT_FOUND) {
                throw e;
            }
            // An account without this part, or without the right to see it, still has the other fields.
            context.logger().warn("the fields of {} cannot be asked for: {}", entity.name(), e.getMessage());
            return entity;
        }
    }
}
