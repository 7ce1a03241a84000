package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** BambooHR's API of employees, time off and metadata, and its signed webhooks. */
public final class BambooHrProvider extends EmulatedProvider {
    /** The API key that it knows. */
    public static final String KEY = "0123456789abcdef0123456789abcdef01234567";

    /** The key with which webhooks are signed. */
    public static final String WEBHOOK_KEY = "123b929362d51613054f71e5e5d4bf2c";

    private final Rows employees = new Rows("employeeId");
    private final Rows timeOff = new Rows("id");
    private final Map<String, ObjectNode> changes = new LinkedHashMap<>();
    private final BambooHrHooks hooks = new BambooHrHooks(WEBHOOK_KEY);
    private final Router router = new Router();
    private int next;
    private boolean cursorsEnded;

    /** @param count employees that it begins with */
    public BambooHrProvider(int count) {
        for (int i = 1; i <= count; i++) {
            employees.put(employee(Json.object().put("firstName", "E" + i).put("lastName", "Reis")));
        }
        timeOff.put(Json.object()
                .put("id", "1659")
                .put("employeeId", "1")
                .put("start", "2026-06-10")
                .put("end", "2026-06-11"));
        serveEmployees();
        serveTimeOff();
        serveTheRest();
    }

    private void serveEmployees() {
        router.on("GET", "/v1/employees", (exchange, values) -> list(exchange))
                .on("POST", "/v1/employees", (exchange, values) -> create(exchange.json()))
                .on(
                        "GET",
                        "/v1/employees/0",
                        (exchange, values) -> Reply.json(200, Json.object().put("id", "8")))
                .on(
                        "GET",
                        "/v1/employees/directory",
                        (exchange, values) -> Reply.json(200, Json.object().set("employees", Json.array())))
                .on(
                        "GET",
                        "/v1/employees/changed",
                        (exchange, values) -> changed(exchange.query().getOrDefault("since", "")))
                .on(
                        "GET",
                        "/v1/employees/{id}",
                        (exchange, values) -> employees
                                .get(values.get(0))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(() ->
                                        Reply.empty(404).header("X-BambooHR-Error-Message", "Employee not found")))
                .on("POST", "/v1/employees/{id}", (exchange, values) -> update(values.get(0), exchange.json()))
                .on("DELETE", "/v1/employees/{id}", (exchange, values) -> remove(values.get(0)))
                .on("GET", "/v1/employees/{id}/tables/{table}", (exchange, values) -> Reply.json(200, Json.array()))
                .on("POST", "/v1/employees/{id}/tables/{table}", (exchange, values) -> emptyPage())
                .on("POST", "/v1/employees/{id}/tables/{table}/{row}", (exchange, values) -> emptyPage())
                .on(
                        "DELETE",
                        "/v1/employees/{id}/tables/{table}/{row}",
                        (exchange, values) -> Reply.json(200, Json.object().put("success", true)));
    }

    private void serveTimeOff() {
        router.on("GET", "/v1/employees/{id}/time_off/calculator", (exchange, values) -> Reply.json(200, Json.array()))
                .on(
                        "PUT",
                        "/v1/employees/{id}/time_off/request",
                        (exchange, values) -> request(values.get(0), exchange.json()))
                .on(
                        "GET",
                        "/v1/time_off/requests",
                        (exchange, values) -> exchange.query().containsKey("start")
                                        && exchange.query().containsKey("end")
                                ? Reply.json(
                                        200, timeOff.slice(row -> true, 0, 1000).array())
                                : Reply.empty(400))
                .on("PUT", "/v1/time_off/requests/{id}/status", (exchange, values) -> emptyPage())
                .on("GET", "/v1/time_off/whos_out", (exchange, values) -> Reply.json(200, Json.array()));
    }

    private void serveTheRest() {
        router.on("GET", "/v1/meta/fields", (exchange, values) -> Reply.json(200, fields()))
                .on("GET", "/v1/meta/{what}", (exchange, values) -> Reply.json(200, Json.array()))
                .on(
                        "GET",
                        "/v1/meta/time_off/types",
                        (exchange, values) -> Reply.json(200, Json.object().set("timeOffTypes", Json.array())))
                .on(
                        "GET",
                        "/v1/company_information",
                        (exchange, values) -> Reply.json(200, Json.object().put("displayName", "Acme")))
                .on(
                        "POST",
                        "/v2/datasets/employee/data",
                        (exchange, values) -> Reply.json(200, Json.object().set("data", Json.array())))
                .on("GET", "/v1/webhooks", (exchange, values) -> Reply.json(200, hooks.list()))
                .on("GET", "/v1/webhooks/monitor_fields", (exchange, values) -> Reply.json(200, hooks.fields()))
                .on("POST", "/v1/webhooks", (exchange, values) -> hooks.create(exchange.json()))
                .on("DELETE", "/v1/webhooks/{id}", (exchange, values) -> hooks.delete(values.get(0)));
    }

    private ObjectNode employee(ObjectNode data) {
        return data.deepCopy().put("employeeId", String.valueOf(++next)).put("status", "Active");
    }

    /** The employees at the boundaries of pages go. */
    public synchronized void endCursors() {
        cursorsEnded = true;
    }

    /** How many employees there are. */
    public synchronized int employees() {
        return employees.size();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return hooks.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        hooks.clear();
    }

    /** An employee changes; the webhook goes into the queue. */
    public synchronized void tell(String employee) {
        String body =
                "{\"type\":\"employee.updated\",\"timestamp\":\"2026-05-04T10:00:00+0000\",\"data\":{\"companyId\":\"787\",\"employeeId\":\""
                        + employee + "\",\"changedFields\":[\"workEmail\"]}}";
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        webhooks()
                .add(
                        Map.of(
                                "X-BambooHR-Timestamp",
                                timestamp,
                                "X-BambooHR-Signature",
                                Proofs.hex(hooks.key(), body + timestamp)),
                        body.getBytes(StandardCharsets.UTF_8),
                        hooks.addresses().stream().findFirst().orElse(""));
    }

    @Override
    Reply answer(Exchange exchange) {
        String basic = "Basic " + Base64.getEncoder().encodeToString((KEY + ":x").getBytes(StandardCharsets.UTF_8));
        if (exchange.header("Authorization").filter(basic::equals).isEmpty()) {
            return expired();
        }
        return router.answer(exchange).orElseGet(() -> Reply.empty(404));
    }

    private Reply list(Exchange exchange) {
        String after = exchange.query().getOrDefault("page[after]", "n0");
        if (cursorsEnded && exchange.query().containsKey("page[after]")) {
            ObjectNode body = Json.object();
            body.putObject("error").put("code", "BadPage").put("message", "The page is not valid.");
            return Reply.json(400, body);
        }
        String address = exchange.query().getOrDefault("filter[workEmail]", "");
        Set<String> ids =
                Set.of(exchange.query().getOrDefault("filter[ids]", "").split(","));
        Rows.Slice slice = employees.slice(
                row -> (ids.contains("") || ids.contains(row.path("employeeId").asText()))
                        && row.path("workEmail").asText().contains(address),
                Integer.parseInt(after.substring(1)),
                Integer.parseInt(exchange.query().getOrDefault("page[limit]", "250")));
        ObjectNode body = Json.object();
        body.set("data", slice.array());
        ObjectNode meta = body.putObject("meta").put("total", slice.total());
        meta.putObject("page").put("nextCursor", slice.next() < 0 ? null : "n" + slice.next());
        return Reply.json(200, body);
    }

    private Reply create(ObjectNode data) {
        if (!data.has("firstName") || !data.has("lastName")) {
            return Reply.json(400, error());
        }
        ObjectNode row = employees.create(employee(data));
        note(row.path("employeeId").asText(), "Inserted");
        // As older versions do: no body, the id in the address.
        return Reply.empty(201)
                .header(
                        "Location",
                        uri() + "/v1/employees/" + row.path("employeeId").asText());
    }

    private Reply remove(String id) {
        if (!employees.remove(id)) {
            return Reply.empty(404).header("X-BambooHR-Error-Message", "Employee not found");
        }
        note(id, "Deleted");
        return Reply.empty(204);
    }

    private void note(String id, String action) {
        changes.put(
                id,
                Json.object()
                        .put("id", id)
                        .put("action", action)
                        .put(
                                "lastChanged",
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** The ids of what changed; where nothing did, an empty array, as PHP writes an empty map. */
    private Reply changed(String since) {
        Instant from;
        try {
            from = Instant.parse(since);
        } catch (DateTimeParseException e) {
            return Reply.empty(400);
        }
        ObjectNode body = Json.object().put("latest", Instant.now().toString());
        ObjectNode found = Json.object();
        changes.forEach((id, change) -> {
            if (!Instant.parse(change.path("lastChanged").asText()).isBefore(from)) {
                found.set(id, change);
            }
        });
        body.set("employees", found.isEmpty() ? Json.array() : found);
        return Reply.json(200, body);
    }

    private static ArrayNode fields() {
        ArrayNode fields = Json.array();
        fields.addObject()
                .put("id", 1)
                .put("name", "First Name")
                .put("type", "text")
                .put("alias", "firstName");
        fields.addObject()
                .put("id", "4340.4")
                .put("name", "401(k) - Company pays")
                .put("type", "text");
        fields.addObject()
                .put("id", 5001)
                .put("name", "Badge")
                .put("type", "text")
                .put("alias", "customBadge");
        return fields;
    }

    private Reply update(String id, ObjectNode data) {
        return employees
                .get(id)
                .map(row -> {
                    row.setAll(data);
                    note(id, "Updated");
                    return Reply.json(200, row.deepCopy().put("id", id));
                })
                .orElseGet(() -> Reply.empty(404));
    }

    private Reply request(String employee, ObjectNode data) {
        ObjectNode row = data.put("id", String.valueOf(1700 + timeOff.size())).put("employeeId", employee);
        return Reply.json(201, timeOff.create(row));
    }

    private static Reply emptyPage() {
        return Reply.of(200, "text/html", new byte[0]);
    }

    @Override
    Reply expired() {
        return Reply.empty(401);
    }

    @Override
    Reply limited(int seconds) {
        return Reply.empty(429).header("Retry-After", String.valueOf(seconds));
    }

    @Override
    Reply broken(int status) {
        return Reply.empty(status);
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", "BadRequest").put("message", "Something went wrong.");
        return body;
    }
}
