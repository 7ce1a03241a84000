package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.BitrixAnswers.failure;
import static org.archipel.connectors.emulators.BitrixAnswers.orArray;
import static org.archipel.connectors.emulators.BitrixAnswers.reply;
import static org.archipel.connectors.emulators.BitrixAnswers.result;
import static org.archipel.connectors.emulators.BitrixAnswers.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int MOST_COMMANDS = 50;
    private static final Pattern REFERENCE = Pattern.compile("\\$result((?:\\[[^\\]]*])+)");

    private final BitrixGrants grants = new BitrixGrants(() -> uri() + "/rest/");
    private final BitrixEvents events = new BitrixEvents(webhooks());
    private final BitrixItems items = new BitrixItems(events);

    /** @param count contacts that it begins with */
    public Bitrix24Provider(int count) {
        for (int i = 1; i <= count; i++) {
            ObjectNode fields = Json.object().put("name", "Contact " + i).put("lastName", "Silva");
            fields.putArray("fm")
                    .addObject()
                    .put("valueType", "WORK")
                    .put("value", "c" + i + "@cli.test")
                    .put("typeId", "EMAIL");
            items.add("3", fields);
        }
        items.beginCount();
    }

    /** Gives a pair of tokens, access before refresh, as after a person's consent. */
    public synchronized List<String> connect() {
        return grants.connect();
    }

    /** Ends all access tokens at once. */
    public synchronized void endAccessTokens() {
        grants.endAccessTokens();
    }

    /** How many refreshes succeeded. */
    public synchronized int refreshes() {
        return grants.refreshes();
    }

    /** How many items were made by requests. */
    public synchronized int creations() {
        return items.creations();
    }

    /** How many items of a type there are. */
    public synchronized int count(int type) {
        return items.count(type);
    }

    /** An item, or an empty object if there is none. */
    public synchronized ObjectNode item(int type, String id) {
        return items.item(type, id);
    }

    /** Somebody changes an item in the portal; its events go into the queue. */
    public synchronized void change(int type, long id, String field, String value) {
        items.change(type, id, field, value);
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

    /** Two a second leave the bucket, fifty fit into it. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.leakyBucket(2, 50));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (exchange.path().equals("/oauth/authorize/")) {
            return grants.consent(exchange);
        }
        if (exchange.path().equals("/oauth/token/")) {
            return grants.token(exchange.query());
        }
        String path = exchange.path().replaceFirst("^/rest/", "");
        ObjectNode parameters = PhpParameters.parse(exchange.query());
        parameters.setAll(exchange.json());
        String hook = USER + "/" + CODE + "/";
        boolean byHook = path.startsWith(hook);
        if (!byHook && !grants.admits(parameters.path("auth").asText(exchange.bearer()))) {
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

    @Override
    public synchronized List<String> subscribedAddresses() {
        return events.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        events.clear();
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
                    ? BitrixAnswers.error("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage")
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
            case "crm.item.list" -> items.list(parameters);
            case "crm.item.get" ->
                items.one(parameters, item -> result(Json.object().set("item", item)));
            case "crm.item.add", "crm.item.import" -> items.create(parameters);
            case "crm.item.update" -> items.update(parameters);
            case "crm.item.delete" -> items.delete(parameters);
            case "crm.item.fields" -> items.fields(parameters);
            case "crm.item.batchImport" -> result(Json.object().set("items", Json.array()));
            case "crm.category.list" -> result(Json.object().set("categories", Json.array()));
            case "crm.status.list" -> statuses();
            case "crm.duplicate.findbycomm" -> items.duplicates(parameters);
            case "crm.item.productrow.list", "crm.item.productrow.set" ->
                result(Json.object().set("productRows", Json.array()));
            case "event.bind" -> events.bind(parameters);
            case "event.unbind" -> events.unbind(parameters);
            case "event.get" -> result(events.bound());
            case "events" -> result(Json.array().add("ONCRMDEALUPDATE").add("ONCRMCONTACTUPDATE"));
            case "event.offline.get" ->
                result(Json.object().put("process_id", "abc").set("events", events.queue()));
            case "event.offline.list" -> result(Json.object().set("events", events.queue()));
            case "event.offline.clear", "event.offline.error" -> {
                events.clearQueue();
                yield result(Json.object().put("ok", true));
            }
            default ->
                BitrixAnswers.error("ERROR_METHOD_NOT_FOUND", "Method not found!")
                        .put("status", 404);
        };
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
}
