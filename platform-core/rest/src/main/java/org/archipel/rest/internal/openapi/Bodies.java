package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.archipel.rest.Answers;
import org.archipel.rest.MaxBody;
import org.archipel.rest.internal.json.RequiredMembers;
import org.archipel.rest.internal.problem.Problem;

/** Request bodies and answers of operations. */
final class Bodies {
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final Map<Integer, String> DESCRIPTIONS = Map.of(
            200,
            "Success",
            CREATED,
            "Made",
            ACCEPTED,
            "Taken on; the work goes on after the answer",
            204,
            "Done",
            503,
            "Not now");

    private final Schemas schemas;

    Bodies(Schemas schemas) {
        this.schemas = schemas;
    }

    void write(Route route, ObjectNode operation) {
        if (takesBody(route)) {
            Parameters.body(route).ifPresent(body -> writeRequest(route, body, operation.putObject("requestBody")));
        }
        writeResponses(route, operation.putObject("responses"));
    }

    private void writeRequest(Route route, Parameter body, ObjectNode request) {
        request.put("required", true);
        MaxBody limit = route.method().getAnnotation(MaxBody.class);
        if (limit != null) {
            request.put("description", "At most " + limit.value() + " bytes");
        }
        writeContent(route.consumes(), body.getParameterizedType(), request);
        List<String> required = RequiredMembers.of(body.getAnnotations());
        if (!required.isEmpty()) {
            request.path("content").forEach(media -> require(required, (ObjectNode) media));
        }
    }

    /** Beside what all bodies of the type must have. */
    private static void require(List<String> names, ObjectNode media) {
        ObjectNode both = media.objectNode();
        ArrayNode parts = both.putArray("allOf");
        parts.add(media.get("schema"));
        ArrayNode required = parts.addObject().putArray("required");
        names.forEach(required::add);
        media.set("schema", both);
    }

    private void writeResponses(Route route, ObjectNode responses) {
        Class<?> type = route.method().getReturnType();
        Answers answers = route.method().getAnnotation(Answers.class);
        if (answers != null) {
            writeDeclared(route, answers, responses);
        } else if (type == void.class) {
            responses.putObject("204").put("description", "Done");
        } else {
            ObjectNode success = responses.putObject(type == Response.class ? "2XX" : "200");
            success.put("description", "Success");
            writeContent(route.produces(), route.method().getGenericReturnType(), success);
        }
        problem(responses, "400", "The request is malformed or not acceptable");
        if (!route.isPublic()) {
            problem(responses, "401", "A valid credential is needed");
        }
        if (!route.permissions().isEmpty()) {
            problem(responses, "403", "The credential lacks the permission");
        }
        if (route.path().contains("{")) {
            problem(responses, "404", "There is no such thing in the caller's organization");
        }
        if (route.verb().equals("post")) {
            problem(responses, "409", "A request with the same Idempotency-Key is running, or the state conflicts");
            problem(
                    responses,
                    "422",
                    "The Idempotency-Key belongs to another request, or the content cannot be processed");
        } else if (!route.verb().equals("get")) {
            problem(responses, "409", "The state conflicts");
        }
        if (takesBody(route)) {
            problem(responses, "413", "The body is too large");
            problem(responses, "415", "The body is of a media type that is not taken here");
        }
        if (route.isConditional()) {
            writeCondition(route, responses);
        }
        problem(responses, "default", "Any other failure");
    }

    private void writeCondition(Route route, ObjectNode responses) {
        if (route.verb().equals("get")) {
            responses.putObject("304").put("description", "The client has this state already");
        } else {
            problem(responses, "412", "The resource has changed since the state in If-Match");
        }
    }

    private static boolean takesBody(Route route) {
        return !route.verb().equals("get")
                && !route.verb().equals("delete")
                && Parameters.body(route).isPresent();
    }

    private void writeDeclared(Route route, Answers answers, ObjectNode responses) {
        writeDeclared(route, answers.status(), answers.value(), responses);
        if (answers.or() != 0) {
            writeDeclared(route, answers.or(), answers.value(), responses);
        }
        if (answers.accepted() != void.class) {
            writeDeclared(route, ACCEPTED, new Class<?>[] {answers.accepted()}, responses);
        }
    }

    private void writeDeclared(Route route, int status, Class<?>[] bodies, ObjectNode responses) {
        ObjectNode response = responses.putObject(Integer.toString(status));
        response.put("description", DESCRIPTIONS.getOrDefault(status, "Success"));
        if (status == CREATED || status == ACCEPTED && bodies.length > 0) {
            header(response, "Location", "Where it is to be found, if it has an address of its own");
        }
        if (hasTag(route) && status != ACCEPTED && bodies.length > 0) {
            header(response, "ETag", "The state of the resource, where it has one; for If-Match");
        }
        if (bodies.length > 0) {
            writeContent(route.produces(), bodies, response);
        }
    }

    private static boolean hasTag(Route route) {
        return route.method().getReturnType() == Response.class
                && (route.isConditional()
                        || route.produces().stream().anyMatch(mediaType -> mediaType.endsWith("json")));
    }

    private void writeContent(List<String> mediaTypes, Class<?>[] bodies, ObjectNode response) {
        if (bodies.length == 1) {
            writeContent(mediaTypes, bodies[0], response);
            return;
        }
        ArrayNode choices = response.putObject("content")
                .putObject(mediaTypes.get(0))
                .putObject("schema")
                .putArray("oneOf");
        for (Class<?> body : bodies) {
            choices.add(schemas.of(body));
        }
    }

    private static void header(ObjectNode response, String name, String description) {
        response.withObjectProperty("headers")
                .putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    private void writeContent(List<String> mediaTypes, Type type, ObjectNode target) {
        ObjectNode content = target.putObject("content");
        for (String mediaType : mediaTypes) {
            ObjectNode media = content.putObject(mediaType);
            if (mediaType.endsWith("json")) {
                media.set("schema", isOpaque(type) ? media.objectNode() : schemas.of(type));
            }
        }
    }

    private static boolean isOpaque(Type type) {
        return type instanceof Class<?> plain
                && (plain == Response.class
                        || plain == Object.class
                        || plain == byte[].class
                        || InputStream.class.isAssignableFrom(plain)
                        || StreamingOutput.class.isAssignableFrom(plain));
    }

    private void problem(ObjectNode responses, String status, String description) {
        responses
                .putObject(status)
                .put("description", description)
                .putObject("content")
                .putObject(Problem.MEDIA_TYPE)
                .set("schema", schemas.of(Problem.class));
    }
}
