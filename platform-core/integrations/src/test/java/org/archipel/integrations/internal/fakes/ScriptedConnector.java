package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpRequest;
import org.archipel.integrations.internal.store.Json;

/** A remote system in memory: records in order of their ids, pages by offset, and whatever misbehaviour a test adds. */
public final class ScriptedConnector implements Connector {
    public static final String ID = "scripted";

    private final Map<String, SourceRecord> records = new TreeMap<>();
    private final List<ReadRequest> requests = new CopyOnWriteArrayList<>();
    private final RemoteWrites writes = new RemoteWrites(records);
    private final RemoteSubscriptions subscriptions = new RemoteSubscriptions();
    private final RemoteEntities entities = new RemoteEntities();
    private volatile Runnable beforeFetch = () -> {};
    private final Map<String, PlatformException> refused = new ConcurrentHashMap<>();
    private volatile boolean fetches = true;
    private volatile ConnectionTest diagnosis = new ConnectionTest(
            List.of(new Finding(Aspect.AUTHENTICATION, Outcome.PASSED, "The token is good.", "", 1)));
    private volatile Optional<RateLimit> limit = Optional.empty();
    private final AtomicInteger tests = new AtomicInteger();
    private volatile UnaryOperator<ReadPage> twist = page -> page;
    private volatile Reader reader = this::page;
    private volatile Optional<RuntimeException> authenticationFailure = Optional.empty();
    private volatile HttpAuthentication authentication = new HttpAuthentication.Bearer("token");

    /** How pages are read. */
    @FunctionalInterface
    public interface Reader {
        ReadPage read(ReadRequest request);
    }

    public synchronized ScriptedConnector put(String id, ObjectNode data) {
        records.put(id, SourceRecord.of(id, data));
        return this;
    }

    public synchronized ScriptedConnector put(SourceRecord record) {
        records.put(record.externalId(), record);
        return this;
    }

    /** Adds so many places. */
    public ScriptedConnector places(int count) {
        for (int i = 0; i < count; i++) {
            put(String.format("p%06d", i), place("Place " + i, i));
        }
        return this;
    }

    public static ObjectNode place(String name, int population) {
        ObjectNode place = Json.object().put("name", name).put("population", population);
        place.putObject("address").put("city", "  LISBON ").put("zip", "1000-" + population);
        return place;
    }

    /** Runs before single records are read. */
    public void beforeFetch(Runnable action) {
        beforeFetch = action;
    }

    /** Fails to give a single record from now on. */
    public void refuse(String id, PlatformException failure) {
        refused.put(id, failure);
    }

    /** Gives no single records from now on. */
    public void onlyList() {
        fetches = false;
    }

    /** What tests of the connection find from now on. */
    public void diagnose(ConnectionTest other) {
        diagnosis = other;
    }

    /** Is known to have a limit from now on. */
    public void limit(RateLimit known) {
        limit = Optional.of(known);
    }

    /** How often a connection was tested. */
    public int tests() {
        return tests.get();
    }

    /** Authenticates differently from now on. */
    public void authenticateBy(HttpAuthentication other) {
        authentication = other;
    }

    /** Fails to tell how it authenticates from now on. */
    public void failsToAuthenticate(RuntimeException failure) {
        authenticationFailure = Optional.of(failure);
    }

    /** Where webhooks can be asked for. */
    public RemoteSubscriptions subscriptions() {
        return subscriptions;
    }

    /** What it tells of its entities. */
    public RemoteEntities entities() {
        return entities;
    }

    /** What was written, and how it is taken. */
    public RemoteWrites writes() {
        return writes;
    }

    /** A record as it stands. */
    public synchronized SourceRecord get(String id) {
        return records.get(id);
    }

    /** What is there at present, deleted records left out, by id. */
    public synchronized Map<String, ObjectNode> content() {
        Map<String, ObjectNode> content = new TreeMap<>();
        records.forEach((id, record) -> {
            if (!record.deleted()) {
                content.put(id, record.data());
            }
        });
        return content;
    }

    /** Reads differently from now on. */
    public void readBy(Reader other) {
        reader = other;
    }

    /** Changes every page. */
    public void twist(UnaryOperator<ReadPage> change) {
        twist = change;
    }

    public List<ReadRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public ConnectorDefinition definition() {
        return ScriptedDefinition.of(entities);
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        authenticationFailure.ifPresent(failure -> {
            throw failure;
        });
        return authentication;
    }

    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return limit;
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new Session(context);
    }

    /** A page of what is there. */
    public synchronized ReadPage page(ReadRequest request) {
        int from = request.cursor().map(JsonNode::asInt).orElse(0);
        List<SourceRecord> all = new ArrayList<>(records.values());
        int to = Math.min(all.size(), from + request.limit());
        boolean more = to < all.size();
        return new ReadPage(
                all.subList(from, to).stream().map(writes::named).toList(),
                more ? Optional.of(IntNode.valueOf(to)) : Optional.empty(),
                more,
                Optional.of((long) all.size()));
    }

    private final class Session implements ConnectorSession {
        private final ConnectorContext context;

        Session(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public ConnectionTest test() {
            tests.incrementAndGet();
            return diagnosis;
        }

        @Override
        public DataModel discover() {
            return entities.discovered();
        }

        @Override
        public ReadPage read(ReadRequest request) {
            requests.add(request);
            return twist.apply(reader.read(request));
        }

        @Override
        public List<WriteResult> write(String entity, List<WriteRecord> batch) {
            synchronized (ScriptedConnector.this) {
                return writes.write(batch);
            }
        }

        @Override
        public boolean canFetch(String entity) {
            return fetches;
        }

        @Override
        public Optional<SourceRecord> fetch(String entity, String externalId) {
            beforeFetch.run();
            if (refused.containsKey(externalId)) {
                throw refused.get(externalId);
            }
            return Optional.ofNullable(get(externalId))
                    .filter(record -> !record.deleted())
                    .map(writes::named);
        }

        @Override
        public boolean mayRepeatCreations(String entity) {
            return writes.mayRepeat();
        }

        @Override
        public List<Optional<String>> locate(String entity, List<WriteRecord> batch) {
            synchronized (ScriptedConnector.this) {
                return writes.locate(batch);
            }
        }

        @Override
        public WebhookSubscriber webhookSubscriber() {
            return subscriptions;
        }

        @Override
        public JsonNode execute(String operation, ObjectNode parameters) {
            if (parameters.has("url")) {
                URI uri = URI.create(parameters.get("url").asText());
                return Json.object()
                        .put("status", context.http().send(HttpRequest.get(uri)).status());
            }
            return parameters;
        }
    }
}
