package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A GraphQL API of people at {@code /graphql}, by a bearer token. It does not parse queries: it answers the fields whose names it finds in
 * them, by their variables, in the forms of a Relay connection.
 */
public final class GraphqlProvider extends EmulatedProvider {
    /** The token that it knows. */
    public static final String TOKEN = "graphql-token-1234567890";

    private final TreeMap<Integer, ObjectNode> people = new TreeMap<>();
    private int next;

    /** @param count people that it begins with */
    public GraphqlProvider(int count) {
        for (int i = 1; i <= count; i++) {
            put(Json.object().put("name", "Person " + i));
        }
    }

    private ObjectNode put(ObjectNode input) {
        int id = ++next;
        ObjectNode person = input.deepCopy()
                .put("id", "p" + id)
                .put("updatedAt", Instant.now().toString());
        people.put(id, person);
        return person;
    }

    @Override
    Reply expired() {
        return Reply.json(401, failure("UNAUTHENTICATED", "token expired"));
    }

    @Override
    ObjectNode error() {
        return failure("BAD_USER_INPUT", "Something went wrong.");
    }

    @Override
    Reply answer(Exchange exchange) {
        if (!exchange.path().equals("/graphql") || !exchange.method().equals("POST")) {
            return Reply.problem(404, "no such route");
        }
        if (!exchange.bearer().equals(TOKEN)) {
            return expired();
        }
        String query = exchange.json().path("query").asText();
        JsonNode variables = exchange.json().path("variables");
        if (query.contains("__schema")) {
            return data("__schema", schema());
        }
        if (query.contains("createPerson")) {
            if (!variables.path("input").has("name")) {
                return Reply.json(200, failure("BAD_USER_INPUT", "name is required"));
            }
            return data("createPerson", put((ObjectNode) variables.get("input")));
        }
        if (query.contains("updatePerson") || query.contains("deletePerson")) {
            return change(query, variables);
        }
        if (query.contains("personByReference")) {
            return people.values().stream()
                    .filter(person -> person.path("reference").equals(variables.path("reference")))
                    .findFirst()
                    .map(person -> data("personByReference", person))
                    .orElseGet(() -> Reply.json(200, Json.object().set("data", Json.object())));
        }
        if (query.contains("people")) {
            return data("people", connection(variables));
        }
        return query.contains("__typename")
                ? Reply.json(200, Json.object().set("data", Json.object().put("__typename", "Query")))
                : Reply.json(400, failure("GRAPHQL_PARSE_FAILED", "Cannot query that field."));
    }

    private Reply change(String query, JsonNode variables) {
        String id = variables.path("id").asText().replaceFirst("^p", "");
        if (!id.matches("\\d{1,8}") || !people.containsKey(Integer.valueOf(id))) {
            return Reply.json(200, failure("NOT_FOUND", "no such person"));
        }
        ObjectNode person = people.get(Integer.valueOf(id));
        if (query.contains("deletePerson")) {
            people.remove(Integer.valueOf(id));
            return data("deletePerson", person);
        }
        person.setAll((ObjectNode) variables.path("input"));
        return data("updatePerson", person.put("updatedAt", Instant.now().toString()));
    }

    private ObjectNode connection(JsonNode variables) {
        int after = variables.path("after").asText().isEmpty()
                ? 0
                : Integer.parseInt(variables.path("after").asText());
        int first = Math.min(100, variables.path("first").asInt(10));
        String since = variables.path("since").asText();
        List<Integer> ids = new ArrayList<>(people.tailMap(after, false).keySet());
        ObjectNode connection = Json.object().put("totalCount", people.size());
        ArrayNode nodes = connection.putArray("nodes");
        int last = after;
        boolean more = false;
        for (int id : ids) {
            ObjectNode person = people.get(id);
            if (!since.isEmpty()
                    && Instant.parse(person.path("updatedAt").asText()).isBefore(Instant.parse(since))) {
                continue;
            }
            if (nodes.size() == first) {
                more = true;
                break;
            }
            nodes.add(person);
            last = id;
        }
        connection.putObject("pageInfo").put("endCursor", String.valueOf(last)).put("hasNextPage", more);
        return connection;
    }

    private static ObjectNode schema() {
        ObjectNode schema = Json.object();
        ObjectNode person =
                schema.putArray("types").addObject().put("kind", "OBJECT").put("name", "Person");
        ArrayNode fields = person.putArray("fields");
        ObjectNode id = fields.addObject().put("name", "id");
        id.putObject("type")
                .put("kind", "NON_NULL")
                .putObject("ofType")
                .put("kind", "SCALAR")
                .put("name", "ID");
        fields.addObject()
                .put("name", "name")
                .putObject("type")
                .put("kind", "SCALAR")
                .put("name", "String");
        fields.addObject()
                .put("name", "age")
                .putObject("type")
                .put("kind", "SCALAR")
                .put("name", "Int");
        fields.addObject()
                .put("name", "updatedAt")
                .putObject("type")
                .put("kind", "SCALAR")
                .put("name", "DateTime");
        return schema;
    }

    private static Reply data(String name, JsonNode value) {
        ObjectNode body = Json.object();
        body.putObject("data").set(name, value);
        return Reply.json(200, body);
    }

    private static ObjectNode failure(String code, String message) {
        ObjectNode body = Json.object();
        body.putNull("data");
        body.putArray("errors")
                .addObject()
                .put("message", message)
                .putObject("extensions")
                .put("code", code);
        return body;
    }
}
