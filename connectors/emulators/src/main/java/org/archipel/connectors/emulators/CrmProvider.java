package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A provider of contacts that can be read and written.
 *
 * <p>{@code GET /contacts?limit=&cursor=&modified_since=&external_ref=} lists by time of change and id, deleted ones among them when
 * a time is given; {@code POST /contacts}, {@code PATCH} and {@code DELETE /contacts/{id}} change. {@code Idempotency-Key} is honoured
 * unless it is told not to; every creation is counted. Thread-safe.
 */
public final class CrmProvider implements AutoCloseable {
    static {
        // The JDK's server otherwise waits 40 ms for an acknowledgement on kept-alive connections.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Faults faults = new Faults();
    private final Clock clock = Clock.systemUTC();
    private final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
    private final TreeMap<String, String> order = new TreeMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private boolean honoursKeys = true;
    private int creations;
    private int changes;
    private int next;

    private CrmProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/contacts", this::handle);
        server.start();
    }

    /** Starts one on the loopback interface. */
    public static CrmProvider start() throws IOException {
        return new CrmProvider();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Faults faults() {
        return faults;
    }

    /** Whether a creation with a known key is answered as the first was, instead of being done again. */
    public synchronized void honoursKeys(boolean on) {
        honoursKeys = on;
    }

    /** How many contacts were made by requests. */
    public synchronized int creations() {
        return creations;
    }

    /** How many contacts were made, changed or deleted by requests. */
    public synchronized int changes() {
        return changes;
    }

    /** Makes or changes a contact as somebody else would; its id. */
    public synchronized String put(String id, ObjectNode data) {
        store(id, data.deepCopy(), false);
        return id;
    }

    /** Deletes a contact as somebody else would. */
    public synchronized void remove(String id) {
        store(id, Json.object(), true);
    }

    /** The contacts that live, by id, without what the provider adds. */
    public synchronized Map<String, ObjectNode> contacts() {
        Map<String, ObjectNode> live = new TreeMap<>();
        contacts.forEach((id, contact) -> {
            if (!contact.path("deleted").asBoolean()) {
                ObjectNode data = contact.deepCopy();
                data.remove(List.of("id", "modified_at", "deleted"));
                live.put(id, data);
            }
        });
        return live;
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            Exchange exchange = new Exchange(http);
            faults.hit(Fault.SLOW).ifPresent(CrmProvider::pause);
            if (faults.hit(Fault.RATE_LIMIT).isPresent()) {
                exchange.send(Reply.problem(429, "too many requests").header("Retry-After", "1"));
                return;
            }
            if (faults.hit(Fault.SERVER_ERROR).isPresent()) {
                exchange.send(Reply.problem(503, "something went wrong"));
                return;
            }
            Reply reply = answer(exchange);
            if (faults.hit(Fault.DROP).isPresent()) {
                exchange.sendHalf(reply);
            } else {
                exchange.send(reply);
            }
        }
    }

    private synchronized Reply answer(Exchange exchange) {
        String id = exchange.path().replaceFirst("^/contacts/?", "");
        return switch (exchange.method()) {
            case "GET" -> id.isEmpty() ? list(exchange) : get(id);
            case "POST" -> create(exchange);
            case "PATCH" -> change(id, exchange);
            case "DELETE" -> delete(id);
            default -> Reply.problem(405, "not allowed");
        };
    }

    /** The cursor is the place in the order of changes: several with one time are told apart by their ids. */
    private Reply list(Exchange exchange) {
        Optional<String> reference = Optional.ofNullable(exchange.query().get("external_ref"));
        Optional<Instant> since =
                Optional.ofNullable(exchange.query().get("modified_since")).map(Instant::parse);
        String after = exchange.query().getOrDefault("cursor", "");
        int limit = Math.min(1000, exchange.number("limit").orElse(100));
        List<ObjectNode> page = new ArrayList<>();
        String last = "";
        boolean more = false;
        for (Map.Entry<String, String> entry : order.tailMap(after, false).entrySet()) {
            ObjectNode contact = contacts.get(entry.getValue());
            if (wanted(contact, since, reference)) {
                if (page.size() == limit) {
                    more = true;
                    break;
                }
                page.add(contact);
                last = entry.getKey();
            }
        }
        ArrayNode items = Json.array();
        page.forEach(items::add);
        ObjectNode body = Json.object();
        body.set("items", items);
        body.put("next", more ? last : "");
        return Reply.json(200, body);
    }

    private static boolean wanted(ObjectNode contact, Optional<Instant> since, Optional<String> reference) {
        boolean deleted = contact.path("deleted").asBoolean();
        return reference
                        .map(ref -> !deleted
                                && ref.equals(contact.path("external_ref").asText()))
                        .orElse(true)
                && since.map(time -> !Instant.parse(contact.path("modified_at").asText())
                                .isBefore(time))
                        .orElse(!deleted);
    }

    private Reply get(String id) {
        ObjectNode contact = contacts.get(id);
        boolean there = contact != null && !contact.path("deleted").asBoolean();
        return there ? Reply.json(200, contact) : Reply.problem(404, "no such contact");
    }

    private Reply create(Exchange exchange) {
        Optional<ObjectNode> data = Json.parse(exchange.bodyText());
        if (data.isEmpty()) {
            return Reply.problem(400, "no JSON object");
        }
        String key = exchange.header("Idempotency-Key").orElse("");
        if (honoursKeys && keys.containsKey(key)) {
            return Reply.json(201, contacts.get(keys.get(key)));
        }
        String id = "c" + ++next;
        if (!key.isEmpty()) {
            keys.put(key, id);
        }
        creations++;
        changes++;
        store(id, data.get(), false);
        return Reply.json(201, contacts.get(id));
    }

    private Reply change(String id, Exchange exchange) {
        Optional<ObjectNode> data = Json.parse(exchange.bodyText());
        if (data.isEmpty()) {
            return Reply.problem(400, "no JSON object");
        }
        if (get(id).status() != 200) {
            return get(id);
        }
        ObjectNode changed = contacts.get(id).deepCopy();
        data.get().properties().forEach(field -> {
            if (field.getValue().isNull()) {
                changed.remove(field.getKey());
            } else {
                changed.set(field.getKey(), field.getValue());
            }
        });
        changes++;
        store(id, changed, false);
        return Reply.json(200, contacts.get(id));
    }

    private Reply delete(String id) {
        if (get(id).status() != 200) {
            return get(id);
        }
        changes++;
        store(id, Json.object(), true);
        return Reply.empty(204);
    }

    private void store(String id, ObjectNode data, boolean deleted) {
        ObjectNode before = contacts.get(id);
        if (before != null) {
            order.remove(place(before));
        }
        data.put("id", id);
        data.put("modified_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        data.put("deleted", deleted);
        contacts.put(id, data);
        order.put(place(data), id);
    }

    private static String place(ObjectNode contact) {
        return contact.path("modified_at").asText() + "|" + contact.path("id").asText();
    }

    private static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            // The server is closing; the answer need not wait any longer.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
