package org.archipel.marketplace.internal.scratch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.archipel.marketplace.internal.scratch.ScratchClient.Answer;
import org.archipel.marketplace.internal.scratch.TrialReport.Call;

/**
 * Makes the extension do all that can be asked of it from outside, kindly and not: its routes, its functions, its connectors, and
 * what listens to changes of records.
 */
final class Exercise {
    private static final String PARAMETER = "\\{[^}]+}";

    /** What stands for a path parameter: a plain word, and what should not get anyone anywhere. */
    private static final List<String> ARGUMENTS = List.of("a", "%2e%2e%2fetc%2fpasswd", "9".repeat(1000), "%00'%22%3C");

    /** What routes and functions are given: nothing much, much, and what is seldom thought of. */
    private static final List<Object> VALUES = List.of(
            Map.of(),
            Map.of("name", "a", "value", 1, "id", "../../etc/passwd"),
            List.of(),
            "",
            "9".repeat(1000),
            -1,
            Map.of("deep", List.of(Map.of("deep", List.of(Map.of("deep", List.of("\u0000\ud83d\ude00")))))));

    private static final String RECORD = "/api/records/trial/1";

    private final ScratchClient client;
    private final TrialOrder order;
    private final List<Call> calls = new ArrayList<>();

    Exercise(ScratchClient client, TrialOrder order) {
        this.client = client;
        this.order = order;
    }

    /** Does it. Returns what was called, and how it went. */
    List<Call> run() {
        order.routes().forEach(this::route);
        for (var offer : client.get("/api/extensions/offers").body().path("items")) {
            if (offer.path("extensionId").asText().equals(order.candidate().id())
                    && offer.path("kind").asText().equals("TRANSFORM_FUNCTION")) {
                function(offer.path("name").asText());
            }
        }
        for (var connector : client.get("/api/connectors?limit=500").body().path("items")) {
            if (connector.path("provider").asText().startsWith(order.candidate().id() + " ")) {
                connector(connector);
            }
        }
        records();
        return calls;
    }

    private void route(String route) {
        var method = route.substring(0, route.indexOf(' '));
        var path = "/api/x/" + order.candidate().id() + route.substring(route.indexOf(' ') + 1);
        var arguments = path.matches(".*" + PARAMETER + ".*") ? ARGUMENTS : List.of("");
        for (var argument : arguments) {
            var address = path.replaceAll(PARAMETER, argument);
            if (method.equals("GET") || method.equals("DELETE") || method.equals("HEAD") || method.equals("OPTIONS")) {
                call(route, () -> client.send(method, address));
            } else {
                VALUES.forEach(value -> call(route, () -> client.send(method, address, value)));
            }
        }
    }

    private void function(String name) {
        var whole = order.candidate().id() + "/" + name;
        var rule = Map.of("operation", "FUNCTION", "parameters", Map.of("name", whole));
        var definition = Map.of("name", "trial", "type", "CUSTOM", "rules", List.of(rule));
        for (var value : VALUES) {
            call(
                    "function " + name,
                    () -> client.post(
                            "/api/transformations/preview", Map.of("definition", definition, "sample", value)));
        }
    }

    /** Without a provider behind it a test fails; it has to do so in order. */
    private void connector(JsonNode connector) {
        var id = connector.path("id").asText();
        var made = client.post(
                "/api/integrations",
                Map.of("name", "trial", "connectorId", id, "config", Map.of("connectorConfig", Map.of())));
        if (made.good()) {
            var integration = made.body().path("id").asText();
            call("connector " + id, () -> client.post("/api/integrations/" + integration + "/test", Map.of()));
            client.delete("/api/integrations/" + integration);
        }
    }

    /** Events of records reach listeners on their own time; what they use is counted when the trial looks. */
    private void records() {
        for (var value : VALUES) {
            if (value instanceof Map<?, ?>) {
                client.put(RECORD, value);
            }
        }
        client.delete(RECORD);
    }

    private void call(String operation, Supplier<Answer> request) {
        long begin = System.nanoTime();
        var answer = request.get();
        calls.add(new Call(operation, answer.status(), Duration.ofNanos(System.nanoTime() - begin)));
    }
}
