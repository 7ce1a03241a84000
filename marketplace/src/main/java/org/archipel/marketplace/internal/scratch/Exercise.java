package org.archipel.marketplace.internal.scratch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.archipel.marketplace.internal.scratch.ScratchClient.Answer;
import org.archipel.marketplace.internal.scratch.TrialReport.Call;

/** Makes the extension do all that it offers, at every extension point, kindly and not. */
final class Exercise {
    private static final String PARAMETER = "\\{[^}]+}";
    private static final String RECORD = "/api/records/trial/1";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int ACCEPTED = 202;
    private static final int WAIT_SECONDS = 30;
    private static final int READ_SECONDS = 5;
    private static final int MOST_ENTITIES = 5;

    private final ScratchClient client;
    private final TrialOrder order;
    private final String id;
    private final List<Call> calls = new ArrayList<>();

    Exercise(ScratchClient client, TrialOrder order) {
        this.client = client;
        this.order = order;
        this.id = order.candidate().id();
    }

    /** Does it. Returns what was called, and how it went. */
    List<Call> run() {
        order.routes().forEach(this::route);
        for (var offer : own("/api/extensions/offers", "extensionId")) {
            offer(offer);
        }
        for (var panel : own("/api/extensions/panels", "extensionId")) {
            call("panel " + name(panel), () -> client.get(panel.path("url").asText()));
        }
        for (var task : items("/api/extensions/" + id + "/tasks")) {
            call(
                    "task " + name(task),
                    () -> client.post(
                            "/api/extensions/" + id + "/tasks/" + ScratchClient.encoded(name(task)) + "/runs?wait="
                                    + WAIT_SECONDS,
                            Map.of()));
        }
        order.topics().forEach(this::event);
        for (var connector : items("/api/connectors")) {
            if (connector.path("provider").asText().startsWith(id + " ")) {
                connector(connector);
            }
        }
        records();
        return calls;
    }

    /** Of all pages. */
    private List<JsonNode> items(String path) {
        var items = new ArrayList<JsonNode>();
        var next = path + "?limit=500";
        while (!next.isEmpty()) {
            var page = client.get(next).body();
            page.path("items").forEach(items::add);
            var cursor = page.path("nextCursor").asText();
            next = cursor.isEmpty() ? "" : path + "?limit=500&cursor=" + ScratchClient.encoded(cursor);
        }
        return items;
    }

    private List<JsonNode> own(String path, String field) {
        return items(path).stream()
                .filter(item -> item.path(field).asText().equals(id))
                .toList();
    }

    private static String name(JsonNode node) {
        return node.path("name").asText();
    }

    private void route(String route) {
        var method = route.substring(0, route.indexOf(' '));
        var path = "/api/x/" + id + route.substring(route.indexOf(' ') + 1);
        var arguments = path.matches(".*" + PARAMETER + ".*") ? Oddities.PATH_SEGMENTS : List.of("");
        for (var argument : arguments) {
            var address = path.replaceAll(PARAMETER, argument);
            if (method.equals("GET") || method.equals("DELETE") || method.equals("HEAD") || method.equals("OPTIONS")) {
                call(route, () -> client.send(method, address));
            } else {
                Oddities.VALUES.forEach(value -> call(route, () -> client.send(method, address, value)));
            }
        }
    }

    private void offer(JsonNode offer) {
        var name = name(offer);
        switch (offer.path("kind").asText()) {
            case "TRANSFORM_FUNCTION" -> function(name);
            case "WORKFLOW_STEP" -> {
                var config = SampleValues.object(offer.path("configSchema"));
                Oddities.OBJECTS.forEach(input -> call(
                        "step " + name,
                        () -> tryOut(Map.of("kind", "WORKFLOW_STEP", "name", name, "config", config, "input", input))));
            }
            case "WEBHOOK_PROCESSOR" ->
                Oddities.VALUES.forEach(input -> call(
                        "webhook " + name,
                        () -> tryOut(Map.of("kind", "WEBHOOK_PROCESSOR", "name", name, "input", input))));
            default -> throw new ScratchFailure("there is no way to try an offer of the kind " + offer.path("kind"));
        }
    }

    private Answer tryOut(Map<String, ?> call) {
        return client.post("/api/extensions/" + id + "/calls", call);
    }

    private void function(String name) {
        var rule = Map.of("operation", "FUNCTION", "parameters", Map.of("name", id + "/" + name));
        var definition = Map.of("name", "trial", "type", "CUSTOM", "rules", List.of(rule));
        for (var value : Oddities.VALUES) {
            call(
                    "function " + name,
                    () -> client.post(
                            "/api/transformations/preview", Map.of("definition", definition, "sample", value)));
        }
    }

    /** A topic that it listens to but is not granted, or the other way round, leads to nobody. */
    private void event(String topic) {
        for (var data : Oddities.OBJECTS) {
            var answer = tryOut(Map.of("kind", "EVENT_LISTENER", "name", topic, "input", data));
            if (answer.status() != FORBIDDEN && answer.status() != NOT_FOUND) {
                calls.add(new Call("event " + topic, answer.status(), answer.took()));
            }
        }
    }

    /** Without a provider behind it a test and an action fail; they have to do so in order. */
    private void connector(JsonNode connector) {
        var connectorId = connector.path("id").asText();
        var made = client.post(
                "/api/integrations",
                Map.of(
                        "name",
                        "trial",
                        "connectorId",
                        connectorId,
                        "config",
                        Map.of(
                                "connectorConfig",
                                SampleValues.object(connector.path("configSchema")),
                                "retryPolicy",
                                Map.of("maxAttempts", 1)),
                        "credentials",
                        SampleValues.object(connector.path("credentialsSchema"))));
        if (!made.good()) {
            return;
        }
        var integration = "/api/integrations/" + made.body().path("id").asText();
        call("connector " + connectorId, () -> client.post(integration + "/test", Map.of()));
        for (var action : connector.path("supportedOperations")) {
            call(
                    "action " + name(action) + " of " + connectorId,
                    () -> client.post(
                            integration + "/actions/" + ScratchClient.encoded(name(action)),
                            SampleValues.object(action.path("parameters"))));
        }
        for (var entity : readable(connector)) {
            call("read " + entity + " of " + connectorId, () -> read(integration, entity));
        }
        client.delete(integration);
    }

    /** What a connector that reads says that it reads; where it says nothing, it is asked for something all the same. */
    private static List<String> readable(JsonNode connector) {
        var capabilities = connector.path("capabilities").toString();
        if (!capabilities.contains("\"READ\"") && !capabilities.contains("\"INCREMENTAL_READ\"")) {
            return List.of();
        }
        var entities = new ArrayList<String>();
        connector.path("dataModel").path("entities").forEach(entity -> entities.add(name(entity)));
        return entities.isEmpty() ? List.of("trial") : entities.subList(0, Math.min(MOST_ENTITIES, entities.size()));
    }

    /** A dry run of a sync; one that waits for the provider is not waited for. */
    private Answer read(String integration, String entity) {
        var answer = client.post(
                integration + "/sync?wait=" + READ_SECONDS,
                Map.of("entities", List.of(entity), "limit", 10, "dryRun", true));
        if (answer.status() == ACCEPTED) {
            client.delete("/api/jobs/" + answer.body().path("id").asText() + "?wait=" + READ_SECONDS);
        }
        return answer;
    }

    /** Events of records reach listeners on their own time; what they use is counted when the trial looks. */
    private void records() {
        Oddities.OBJECTS.forEach(value -> client.put(RECORD, value));
        client.delete(RECORD);
    }

    private void call(String operation, Supplier<Answer> request) {
        var answer = request.get();
        calls.add(new Call(operation, answer.status(), answer.took()));
    }
}
