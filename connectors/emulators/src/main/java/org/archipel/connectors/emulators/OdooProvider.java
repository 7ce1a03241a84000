package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** An Odoo database through JSON-2: any model, searched by id and time of change. */
public final class OdooProvider extends EmulatedProvider {
    /** The API key that it knows. */
    public static final String KEY = "0123456789abcdef0123456789abcdef01234567";

    private final Map<String, Rows> models = new HashMap<>();
    private int next;

    /** @param count partners that it begins with */
    public OdooProvider(int count) {
        for (int i = 1; i <= count; i++) {
            put("res.partner", Json.object().put("name", "Partner " + i));
        }
    }

    private Rows rows(String model) {
        return models.computeIfAbsent(model, name -> new Rows("id"));
    }

    private ObjectNode put(String model, ObjectNode values) {
        ObjectNode row =
                values.deepCopy().put("id", ++next).put("create_date", now()).put("write_date", now());
        return rows(model).create(row);
    }

    /** How many records of a model there are. */
    public synchronized int count(String model) {
        return rows(model).size();
    }

    /** A record of a model, as it is. */
    public synchronized ObjectNode row(String model, String id) {
        return rows(model).get(id).orElseGet(Json::object).deepCopy();
    }

    @Override
    Reply answer(Exchange exchange) {
        if (exchange.header("Authorization").filter(("bearer " + KEY)::equals).isEmpty()) {
            return failure(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
        }
        String[] parts = exchange.path().split("/");
        if (parts.length != 5 || !exchange.path().startsWith("/json/2/")) {
            return failure(404, "werkzeug.exceptions.NotFound", "not found");
        }
        Rows rows = rows(parts[3]);
        ObjectNode request = exchange.json();
        return switch (parts[4]) {
            case "context_get" ->
                Reply.json(200, Json.object().put("lang", "pt_BR").put("uid", 7));
            case "search_read" -> Reply.json(200, shown(found(rows, request), request));
            case "search_count" ->
                Reply.json(200, Json.tree(String.valueOf(found(rows, request).total())));
            case "create" -> create(parts[3], request);
            case "write" -> write(rows, request);
            case "unlink" -> unlink(rows, request);
            case "fields_get" -> Reply.json(200, fields());
            default -> failure(404, "werkzeug.exceptions.NotFound", "the method does not exist");
        };
    }

    /** Records with the fields that are asked for; an empty one is {@code false}. */
    private static ArrayNode shown(Rows.Slice found, ObjectNode request) {
        ArrayNode array = Json.array();
        found.rows().forEach(row -> {
            ObjectNode shown = array.addObject();
            request.path("fields").forEach(name -> {
                JsonNode value = row.path(name.asText());
                shown.set(name.asText(), value.isMissingNode() ? Json.tree("false") : value);
            });
        });
        return array;
    }

    private static ObjectNode fields() {
        ObjectNode fields = Json.object();
        fields.putObject("name").put("string", "Name").put("type", "char").put("required", true);
        fields.putObject("x_studio_score").put("string", "Score").put("type", "float");
        fields.putObject("display_name")
                .put("string", "Display name")
                .put("type", "char")
                .put("readonly", true);
        return fields;
    }

    private static Rows.Slice found(Rows rows, ObjectNode request) {
        return rows.slice(
                row -> {
                    boolean wanted = true;
                    for (JsonNode condition : request.path("domain")) {
                        JsonNode actual = row.path(condition.path(0).asText());
                        JsonNode value = condition.path(2);
                        wanted &= switch (condition.path(1).asText()) {
                            case ">" -> value.isNumber() && actual.asLong() > value.asLong();
                            case ">=" -> actual.asText().compareTo(value.asText()) >= 0;
                            default -> actual.equals(value);
                        };
                    }
                    return wanted;
                },
                request.path("offset").asInt(),
                request.path("limit").asInt(Integer.MAX_VALUE));
    }

    private Reply create(String model, ObjectNode request) {
        ArrayNode ids = Json.array();
        for (JsonNode values : request.path("vals_list")) {
            if (!values.has("name")) {
                return failure(422, "odoo.exceptions.ValidationError", "name is required");
            }
            ids.add(put(model, (ObjectNode) values).path("id").asInt());
        }
        return Reply.json(200, ids);
    }

    private Reply write(Rows rows, ObjectNode request) {
        for (JsonNode id : request.path("ids")) {
            if (!id.isNumber() || rows.get(id.asText()).isEmpty()) {
                return failure(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.");
            }
            rows.get(id.asText()).get().setAll((ObjectNode) request.path("vals"));
        }
        return Reply.json(200, Json.tree("true"));
    }

    private Reply unlink(Rows rows, ObjectNode request) {
        for (JsonNode id : request.path("ids")) {
            if (!id.isNumber() || !rows.remove(id.asText())) {
                return failure(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.");
            }
        }
        return Reply.json(200, Json.tree("true"));
    }

    @Override
    Reply expired() {
        return failure(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
    }

    @Override
    Reply broken(int status) {
        return failure(status, "builtins.Exception", "Odoo Server Error");
    }

    @Override
    ObjectNode error() {
        return Json.object()
                .put("name", "odoo.exceptions.UserError")
                .put("message", "Something went wrong.")
                .put("debug", "Traceback");
    }

    private static Reply failure(int status, String name, String message) {
        ObjectNode body = Json.object()
                .put("name", name)
                .put("message", message)
                .put("debug", "Traceback (most recent call last)");
        return Reply.json(status, body);
    }

    private static String now() {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }
}
