package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document of the whole distribution tells a client all that it needs of every resource method. */
class OpenApiDocumentTest {
    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> WITHOUT_BODY = Set.of("202", "204");
    private static final List<String> IDS = List.of("id", "extensionId", "keyId", "name");

    private static ApiRoutes api;

    private final List<String> missing = new ArrayList<>();

    @BeforeAll
    static void readDocument() {
        api = ApiRoutes.read(SharedPlatform.get().anonymous());
    }

    @Test
    void itIsValid() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result =
                new OpenAPIV3Parser().readContents(api.document().toString(), null, options);
        assertThat(result.getMessages()).isNullOrEmpty();
        assertThat(result.getOpenAPI().getPaths()).hasSameSizeAs(api.document().path("paths"));
    }

    @Test
    void everyOperationHasASummaryAndAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (Route route : api.routes()) {
            String id = route.operation().path("operationId").asText();
            demand(id.matches("[a-z]\\w+") && ids.add(id), route, "an operationId of its own: " + id);
            String summary = route.operation().path("summary").asText();
            demand(summary.matches("[A-Z].+") && summary.contains(" "), route, "a summary: " + summary);
        }
        assertNothingIsMissing();
    }

    @Test
    void everyParameterIsDescribed() {
        for (Route route : api.routes()) {
            for (JsonNode reference : route.operation().path("parameters")) {
                JsonNode parameter = api.resolve(reference);
                String name = parameter.path("name").asText();
                demand(!parameter.path("description").asText().isBlank(), route, "a description of " + name);
                JsonNode schema = api.resolve(parameter.path("schema"));
                demand(schema.has("type") || schema.has("enum"), route, "a schema of " + name);
                boolean inPath = parameter.path("in").asText().equals("path");
                demand(parameter.path("required").asBoolean() == inPath, route, "whether it requires " + name);
            }
        }
        assertNothingIsMissing();
    }

    @Test
    void everyJsonBodyIsDescribed() {
        for (Route route : api.routes()) {
            JsonNode content = route.operation().path("requestBody").path("content");
            demand(!route.operation().has("requestBody") || !content.isEmpty(), route, "the media types of its body");
            demandSchemas(route, content);
        }
        assertNothingIsMissing();
    }

    @Test
    void everySuccessIsDescribed() {
        for (Route route : api.routes()) {
            List<Map.Entry<String, JsonNode>> successes = route.operation().path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .toList();
            demand(!successes.isEmpty(), route, "a success");
            for (Map.Entry<String, JsonNode> success : successes) {
                String status = success.getKey();
                JsonNode content = success.getValue().path("content");
                demand(status.matches("\\d{3}"), route, "the status of its success");
                demand(!content.isEmpty() || WITHOUT_BODY.contains(status), route, "the body of " + status);
                demandSchemas(route, content);
            }
        }
        assertNothingIsMissing();
    }

    @Test
    void everyRefusalIsAProblemDocument() {
        for (Route route : api.routes()) {
            JsonNode responses = route.operation().path("responses");
            List<String> expected = new ArrayList<>(List.of("400", "default"));
            if (!route.open()) {
                expected.add("401");
            }
            if (!route.permissions().isEmpty()) {
                expected.add("403");
            }
            if (route.takesIds()) {
                expected.add("404");
            }
            if (!route.mediaTypes().isEmpty()) {
                expected.addAll(List.of("413", "415"));
            }
            expected.forEach(status -> demand(
                    responses.path(status).path("content").path(PROBLEM).has("schema"),
                    route,
                    "its refusal " + status));
        }
        assertNothingIsMissing();
    }

    /** Of the operations that want no id, and of those that want that of a list, as the platform's administrator sees them. */
    @Test
    void whatIsAnsweredIsAsDescribed() {
        RestClient client = SharedPlatform.get().administrator();
        // So that the audit log tells of a state.
        client.post(
                        "/api/users",
                        Map.of("email", "described@example.org", "displayName", "D", "roles", List.of("VIEWER")))
                .expect(201);
        for (Route route : api.routes()) {
            JsonNode schema = route.operation().at("/responses/200/content/application~1json/schema");
            if (route.method().equals("GET") && !schema.isMissingNode()) {
                Answer answer = client.get(withFirstId(client, route.path()));
                demand(answer.status() < 500 || answer.status() == 503, route, "an answer: " + answer.text());
                if (answer.status() == 200) {
                    List<Error> errors = schema(schema).validate(answer.body());
                    demand(errors.isEmpty(), route, "an answer as described: " + errors);
                }
            }
        }
        assertNothingIsMissing();
    }

    /** The path with the id of the first item of the list that it lies below. */
    private static String withFirstId(RestClient client, String path) {
        int from = path.indexOf("/{");
        if (from < 0) {
            return path;
        }
        Answer list = client.get(path.substring(0, from) + "?limit=1");
        JsonNode first = list.status() == 200 ? list.body().at("/items/0") : MissingNode.getInstance();
        String id = IDS.stream()
                .map(first::path)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("none");
        return path.replaceFirst("\\{[^}]*}", id).replaceAll("\\{[^}]*}", "none");
    }

    private static Schema schema(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        root.set("components", api.document().path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    /** What a client is generated from has classes of these names. */
    @Test
    void schemasHaveNamesOfTheirOwn() {
        api.document().at("/components/schemas").fieldNames().forEachRemaining(name -> {
            if (!name.matches("[A-Z][A-Za-z]+(Http2)?")) {
                missing.add(name);
            }
        });
        assertNothingIsMissing();
    }

    @Test
    void noValueIsNullAndAnswersTellWhatIsAlwaysThere() {
        assertThat(api.document().findValues("type")).noneMatch(JsonNode::isArray);
        for (String always : List.of(
                "InstallationView id", "InstallationView actualState", "Job state", "JobPage items", "Problem code")) {
            String[] parts = always.split(" ");
            assertThat(api.document().at("/components/schemas/" + parts[0] + "/required"))
                    .as(always)
                    .extracting(JsonNode::asText)
                    .contains(parts[1]);
        }
        assertThat(api.document().at("/components/schemas/JobPage/required"))
                .extracting(JsonNode::asText)
                .containsExactly("items");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(api.document().findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(
                        reference -> !api.document().at(reference.substring(1)).isMissingNode());
    }

    private void demandSchemas(Route route, JsonNode content) {
        content.properties().forEach(media -> {
            if (media.getKey().endsWith("json")) {
                demand(media.getValue().has("schema"), route, "the schema of " + media.getKey());
            }
        });
    }

    private void demand(boolean there, Route route, String what) {
        if (!there) {
            missing.add(route + " lacks " + what);
        }
    }

    private void assertNothingIsMissing() {
        assertThat(missing).isEmpty();
    }
}
