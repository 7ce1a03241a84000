package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Bitrix24 portal and its authorization server: {@code crm.item.*} for leads, deals, contacts and companies, {@code batch} with
 * references, events, by an inbound webhook or by OAuth2. A person's consent is given at once.
 */
public final class Bitrix24Provider extends EmulatedProvider {
    /** The user of the inbound webhook. */
    public static final int USER = 7;

    /** The code of the inbound webhook. */
    public static final String CODE = "k3y0fth3w3bh00k";

    /** The application that it knows. */
    public static final String CLIENT_ID = "local.5f1c0000";

    /** The application's key. */
    public static final String CLIENT_SECRET = "b24-secret-123456";

    /** By which its events are known. */
    public static final String APPLICATION_TOKEN = "51856fefc120afa4b628cc82d3935cce";

    /** The portal's key. */
    public static final String MEMBER_ID = "a223c6b3710f85df22e9377d6c4f7553";

    private static final int PAGE = 50;
    private static final int HOUR = 3600;
    private static final int MOST_COMMANDS = 50;
    private static final Pattern REFERENCE = Pattern.compile("\\$result((?:\\[[^\\]]*])+)");
    private static final Map<String, String> NAMES = Map.of("1", "LEAD", "2", "DEAL", "3", "CONTACT", "4", "COMPANY");

    private final Map<String, TreeMap<Long, ObjectNode>> items = new HashMap<>();
    private final List<ObjectNode> bindings = new ArrayList<>();
    private final List<ObjectNode> offline = new ArrayList<>();
    private final Set<String> codes = new HashSet<>();
    private final Set<String> accessTokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private long nextId;
    private int creations;
    private int refreshes;

    /** @param count contacts that it begins with */
    public Bitrix24Provider(int count) {
        NAMES.keySet().forEach(type -> items.put(type, new TreeMap<>()));
        for (int i = 1; i <= count; i++) {
            ObjectNode fields = Json.object().put("name", "Contact " + i).put("lastName", "Silva");
            fields.putArray("fm")
                    .addObject()
                    .put("valueType", "WORK")
                    .put("value", "c" + i + "@cli.test")
                    .put("typeId", "EMAIL");
            add("3", fields);
        }
        creations = 0;
    }

    /** Gives a pair of tokens, access before refresh, as after a person's consent. */
    public synchronized List<String> connect() {
        String access = "at_" + UUID.randomUUID();
        String refresh = "rt_" + UUID.randomUUID();
        accessTokens.add(access);
        refreshTokens.add(refresh);
        return List.of(access, refresh);
    }

    /** Ends all access tokens at once. */
    public synchronized void endAccessTokens() {
        accessTokens.clear();
    }

    /** How many refreshes succeeded. */
    public synchronized int refreshes() {
        return refreshes;
    }

    /** How many items were made by requests. */
    public synchronized int creations() {
        return creations;
    }

    /** How many items of a type there are. */
    public synchronized int count(int type) {
        return items.get(String.valueOf(type)).size();
    }

    /** An item, or an empty object if there is none. */
    public synchronized ObjectNode item(int type, String id) {
        ObjectNode found = items.get(String.valueOf(type)).get(Long.valueOf(id));
        return found == null ? Json.object() : found.deepCopy();
    }

    /** Somebody changes an item in the portal; its events go into the queue. */
    public synchronized void change(int type, long id, String field, String value) {
        ObjectNode item = items.get(String.valueOf(type)).get(id);
        item.put(field, value).put("updatedTime", now());
        tell(String.valueOf(type), "UPDATE", id);
    }

    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/oauth/");
    }

    @Override
    Reply expired() {
        return failure(401, "expired_token", "The access token provided has expired");
    }

    @Override
    Reply limited(int seconds) {
        return failure(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
    }

    @Override
    Reply broken(int status) {
        return failure(status, "INTERNAL_SERVER_ERROR", "Internal server error");
    }

    @Override
    ObjectNode error() {
        return Json.object().put("error", "ERROR_CORE").put("error_description", "Something went wrong");
    }

    @Override
    Reply answer(Exchange exchange) {
        if (exchange.path().equals("/oauth/authorize/")) {
            return consent(exchange);
        }
        if (exchange.path().equals("/oauth/token/")) {
            return token(exchange.query());
        }
        String path = exchange.path().replaceFirst("^/rest/", "");
        ObjectNode parameters = PhpParameters.parse(exchange.query());
        parameters.setAll(exchange.json());
        String hook = USER + "/" + CODE + "/";
        boolean byHook = path.startsWith(hook);
        if (!byHook && !accessTokens.contains(parameters.path("auth").asText(exchange.bearer()))) {
            return path.contains("/") ? failure(401, "NO_AUTH_FOUND", "Wrong authorization data") : expired();
        }
        String method = (byHook ? path.substring(hook.length()) : path).replaceFirst("\\.json$", "");
        if (byHook && method.startsWith("event.")) {
            return failure(403, "ACCESS_DENIED", "Application context required");
        }
        if (method.equals("batch")) {
            return batch(parameters);
        }
        return reply(call(method, parameters));
    }

    private Reply consent(Exchange exchange) {
        Map<String, String> query = exchange.query();
        if (!CLIENT_ID.equals(query.get("client_id"))) {
            return Reply.html("Application not found");
        }
        String code = UUID.randomUUID().toString();
        codes.add(code);
        Map<String, String> answer = new LinkedHashMap<>(Map.of("code", code));
        answer.put("state", query.getOrDefault("state", ""));
        answer.put("domain", "acme.bitrix24.com");
        answer.put("member_id", MEMBER_ID);
        // The portal knows the address from the application's card; here the request tells it.
        return Reply.empty(302).header("Location", query.get("redirect_uri") + "?" + Urls.query(answer));
    }

    private Reply token(Map<String, String> query) {
        if (!CLIENT_ID.equals(query.get("client_id")) || !CLIENT_SECRET.equals(query.get("client_secret"))) {
            return failure(401, "invalid_client", "Application is unknown or not installed");
        }
        boolean exchange = "authorization_code".equals(query.get("grant_type"));
        boolean good = exchange
                ? codes.remove(query.getOrDefault("code", ""))
                : refreshTokens.remove(query.getOrDefault("refresh_token", ""));
        if (!good) {
            return failure(400, "invalid_grant", "The grant is invalid or expired");
        }
        if (!exchange) {
            refreshes++;
        }
        List<String> tokens = connect();
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", tokens.get(0))
                        .put("expires_in", HOUR)
                        .put("refresh_token", tokens.get(1))
                        .put("scope", "crm,user")
                        .put("domain", "oauth.bitrix.info")
                        .put("client_endpoint", uri() + "/rest/")
                        .put("member_id", MEMBER_ID)
                        .put("status", "L"));
    }

    /** A body with {@code result}, or with {@code error} and the status to answer. */
    private static Reply reply(ObjectNode body) {
        if (!body.has("error")) {
            body.set("time", time());
            return Reply.json(200, body);
        }
        int status = body.path("status").asInt(400);
        return Reply.json(status, body.without("status"));
    }

    private static ObjectNode time() {
        double now = Instant.now().toEpochMilli() / 1000.0;
        return Json.object()
                .put("start", now)
                .put("finish", now)
                .put("duration", 0.01)
                .put("processing", 0.001)
                .put("date_start", now())
                .put("date_finish", now())
                .put("operating_reset_at", (long) now + 600)
                .put("operating", 0);
    }

    private Reply batch(ObjectNode parameters) {
        JsonNode commands = parameters.path("cmd");
        if (commands.size() > MOST_COMMANDS) {
            return failure(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
        }
        ObjectNode results = Json.object();
        ObjectNode errors = Json.object();
        ObjectNode times = Json.object();
        for (Map.Entry<String, JsonNode> command : commands.properties()) {
            String text = resolved(command.getValue().asText(), results);
            String method = text.split("\\?", 2)[0];
            ObjectNode body = method.equals("batch")
                    ? error("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage")
                    : call(
                            method,
                            PhpParameters.parse(Urls.parameters(text.contains("?") ? text.split("\\?", 2)[1] : "")));
            if (body.has("error")) {
                errors.set(command.getKey(), body.without("status"));
                if (parameters.path("halt").asInt() == 1) {
                    break;
                }
            } else {
                results.set(command.getKey(), body.get("result"));
                times.set(command.getKey(), time());
            }
        }
        ObjectNode result = Json.object();
        result.set("result", orArray(results));
        result.set("result_error", orArray(errors));
        result.set("result_total", Json.array());
        result.set("result_next", Json.array());
        result.set("result_time", orArray(times));
        ObjectNode body = Json.object();
        body.set("result", result);
        return reply(body);
    }

    /** PHP writes an empty map as an empty list. */
    private static JsonNode orArray(ObjectNode map) {
        return map.isEmpty() ? Json.array() : map;
    }

    private static String resolved(String command, ObjectNode results) {
        String decoded =
                command.replace("%24result", "$result").replace("%5B", "[").replace("%5D", "]");
        Matcher matcher = REFERENCE.matcher(decoded);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            JsonNode node = results;
            for (String part : matcher.group(1).substring(1).split("[\\[\\]]+")) {
                node = node.isArray() && part.matches("\\d+") ? node.path(Integer.parseInt(part)) : node.path(part);
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(node.asText()));
        }
        return matcher.appendTail(text).toString();
    }

    private ObjectNode call(String method, ObjectNode parameters) {
        return switch (method) {
            case "profile" ->
                result(Json.object()
                        .put("ID", String.valueOf(USER))
                        .put("ADMIN", true)
                        .put("NAME", "Vera")
                        .put("LAST_NAME", "Nunes"));
            case "scope" -> result(Json.array().add("crm").add("user"));
            case "app.info" ->
                result(Json.object().put("ID", "1").put("STATUS", "L").put("INSTALLED", true));
            case "crm.item.list" -> list(parameters);
            case "crm.item.get" -> one(parameters, item -> result(Json.object().set("item", item)));
            case "crm.item.add", "crm.item.import" -> create(parameters);
            case "crm.item.update" -> update(parameters);
            case "crm.item.delete" -> delete(parameters);
            case "crm.item.fields" -> fields(parameters);
            case "crm.item.batchImport" -> result(Json.object().set("items", Json.array()));
            case "crm.category.list" -> result(Json.object().set("categories", Json.array()));
            case "crm.status.list" -> statuses();
            case "crm.duplicate.findbycomm" -> duplicates(parameters);
            case "crm.item.productrow.list", "crm.item.productrow.set" ->
                result(Json.object().set("productRows", Json.array()));
            case "event.bind" -> bind(parameters);
            case "event.unbind" -> unbind(parameters);
            case "event.get" -> result(bound());
            case "events" -> result(Json.array().add("ONCRMDEALUPDATE").add("ONCRMCONTACTUPDATE"));
            case "event.offline.get" ->
                result(Json.object().put("process_id", "abc").set("events", queue()));
            case "event.offline.list" -> result(Json.object().set("events", queue()));
            case "event.offline.clear", "event.offline.error" -> {
                offline.clear();
                yield result(Json.object().put("ok", true));
            }
            default -> error("ERROR_METHOD_NOT_FOUND", "Method not found!").put("status", 404);
        };
    }

    private static ObjectNode result(JsonNode result) {
        ObjectNode body = Json.object();
        body.set("result", result);
        return body;
    }

    private static ObjectNode error(String code, String text) {
        return Json.object().put("error", code).put("error_description", text);
    }

    private static Reply failure(int status, String code, String text) {
        return Reply.json(status, error(code, text));
    }

    private TreeMap<Long, ObjectNode> table(ObjectNode parameters) {
        return items.get(parameters.path("entityTypeId").asText());
    }

    private ObjectNode list(ObjectNode parameters) {
        TreeMap<Long, ObjectNode> table = table(parameters);
        if (table == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode item : table.values()) {
            boolean wanted = true;
            for (Map.Entry<String, JsonNode> condition :
                    parameters.path("filter").properties()) {
                String field = condition.getKey().replaceFirst("^[><=!@%]+", "");
                if (field.equals("unknownField")) {
                    return error("INVALID_ARG_VALUE", "Invalid filter: field 'unknownField' is not allowed in filter");
                }
                wanted &= matches(
                        item.path(field).asText(),
                        condition.getKey(),
                        condition.getValue().asText());
            }
            if (wanted) {
                found.add(item);
            }
        }
        int start = parameters.path("start").asInt();
        int from = Math.min(found.size(), Math.max(0, start));
        int to = Math.min(found.size(), from + PAGE);
        ArrayNode page = Json.array();
        found.subList(from, to).forEach(page::add);
        ObjectNode body = result(Json.object().set("items", page));
        body.put("total", start < 0 ? 0 : found.size());
        if (start >= 0 && to < found.size()) {
            body.put("next", to);
        }
        return body;
    }

    private static boolean matches(String actual, String condition, String value) {
        if (condition.startsWith(">=")) {
            return !Instant.parse(actual.replace("+00:00", "Z")).isBefore(Instant.parse(value.replace("+00:00", "Z")));
        }
        if (condition.startsWith(">")) {
            return value.isEmpty() || Long.parseLong(actual) > Long.parseLong(value);
        }
        return actual.equals(value);
    }

    private interface Found {
        ObjectNode answer(ObjectNode item);
    }

    private ObjectNode one(ObjectNode parameters, Found found) {
        TreeMap<Long, ObjectNode> table = table(parameters);
        String id = parameters.path("id").asText();
        if (table == null || !id.matches("\\d{1,18}") || !table.containsKey(Long.valueOf(id))) {
            return error("NOT_FOUND", "Element not found");
        }
        return found.answer(table.get(Long.valueOf(id)));
    }

    private ObjectNode create(ObjectNode parameters) {
        if (table(parameters) == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        if (!parameters.path("fields").isObject()) {
            return error("", "Parameter 'fields' must be array.");
        }
        ObjectNode fields = (ObjectNode) parameters.get("fields");
        if (fields.path("opportunity").asText("0").matches("[A-Za-z]+")) {
            return error("CRM_FIELD_ERROR_VALUE_NOT_VALID", "Invalid value of field 'opportunity'");
        }
        ObjectNode item = add(parameters.path("entityTypeId").asText(), fields);
        return result(Json.object().set("item", item));
    }

    private ObjectNode add(String type, ObjectNode fields) {
        creations++;
        long id = ++nextId;
        ObjectNode item = fields.deepCopy();
        item.put("id", id)
                .put("entityTypeId", Integer.parseInt(type))
                .put("createdTime", now())
                .put("updatedTime", now());
        items.get(type).put(id, item);
        tell(type, "ADD", id);
        return item;
    }

    private ObjectNode update(ObjectNode parameters) {
        return one(parameters, item -> {
            if (parameters.path("fields") instanceof ObjectNode fields) {
                item.setAll(fields);
                item.put("updatedTime", now());
                tell(
                        parameters.path("entityTypeId").asText(),
                        "UPDATE",
                        item.path("id").asLong());
            }
            return result(Json.object().set("item", item));
        });
    }

    private ObjectNode delete(ObjectNode parameters) {
        return one(parameters, item -> {
            table(parameters).remove(item.path("id").asLong());
            tell(
                    parameters.path("entityTypeId").asText(),
                    "DELETE",
                    item.path("id").asLong());
            return result(Json.array());
        });
    }

    private ObjectNode fields(ObjectNode parameters) {
        if (table(parameters) == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        ObjectNode fields = Json.object();
        fields.putObject("id").put("type", "integer").put("isReadOnly", true).put("title", "ID");
        fields.putObject("title").put("type", "string").put("isRequired", true).put("title", "Name");
        fields.putObject("opportunity").put("type", "double").put("title", "Amount");
        fields.putObject("fm")
                .put("type", "crm_multifield")
                .put("isMultiple", true)
                .put("title", "Phones and addresses");
        fields.putObject("updatedTime")
                .put("type", "datetime")
                .put("isReadOnly", true)
                .put("title", "Modified");
        return result(Json.object().set("fields", fields));
    }

    private static ObjectNode statuses() {
        ArrayNode statuses = Json.array();
        statuses.addObject()
                .put("ID", "101")
                .put("ENTITY_ID", "DEAL_STAGE")
                .put("STATUS_ID", "NEW")
                .put("NAME", "New")
                .put("SORT", "10");
        return result(statuses);
    }

    private ObjectNode duplicates(ObjectNode parameters) {
        ArrayNode ids = Json.array();
        items.get("3").values().forEach(contact -> {
            String value = contact.at("/fm/0/value").asText();
            parameters.path("values").forEach(wanted -> {
                if (wanted.asText().equals(value)) {
                    ids.add(contact.path("id").asLong());
                }
            });
        });
        return ids.isEmpty() ? result(Json.array()) : result(Json.object().set("CONTACT", ids));
    }

    private ObjectNode bind(ObjectNode parameters) {
        boolean twice = bindings.stream()
                .anyMatch(known -> known.path("event").equals(parameters.path("event"))
                        && known.path("handler").equals(parameters.path("handler")));
        if (twice) {
            return error("ERROR_CORE", "Unable to set event handler: Handler already binded");
        }
        if (!parameters.path("event").asText().startsWith("ON")) {
            return error("ERROR_EVENT_NOT_FOUND", "Event not found");
        }
        bindings.add(parameters.deepCopy().without("auth"));
        return Json.object().put("result", true);
    }

    private ObjectNode unbind(ObjectNode parameters) {
        int before = bindings.size();
        bindings.removeIf(known -> known.path("event").equals(parameters.path("event"))
                && known.path("handler").equals(parameters.path("handler")));
        return result(Json.object().put("count", before - bindings.size()));
    }

    private ArrayNode bound() {
        ArrayNode list = Json.array();
        bindings.forEach(list::add);
        return list;
    }

    private ArrayNode queue() {
        ArrayNode list = Json.array();
        offline.forEach(list::add);
        return list;
    }

    private void tell(String type, String what, long id) {
        String event = "ONCRM" + NAMES.get(type) + what;
        for (ObjectNode binding : bindings) {
            if (!binding.path("event").asText().equals(event)) {
                continue;
            }
            if (binding.path("event_type").asText().equals("offline")) {
                offline.add(Json.object()
                        .put("ID", String.valueOf(offline.size() + 1))
                        .put("EVENT_NAME", event));
            } else {
                webhooks().add(Map.of("Content-Type", "application/x-www-form-urlencoded"), form(event, id));
            }
        }
    }

    private static byte[] form(String event, long id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("event", event);
        form.put("event_handler_id", "201");
        form.put("data[FIELDS][ID]", String.valueOf(id));
        form.put("ts", String.valueOf(Instant.now().getEpochSecond()));
        form.put("auth[domain]", "acme.bitrix24.com");
        form.put("auth[client_endpoint]", "https://acme.bitrix24.com/rest/");
        form.put("auth[member_id]", MEMBER_ID);
        form.put("auth[application_token]", APPLICATION_TOKEN);
        return Urls.query(form).getBytes(StandardCharsets.UTF_8);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
    }
}
