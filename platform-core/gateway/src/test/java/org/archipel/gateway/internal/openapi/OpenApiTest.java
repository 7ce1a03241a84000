package org.archipel.gateway.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.security.Organizations.Organization;
import org.junit.jupiter.api.Test;

/** The documents are judged by a parser of the standard's makers. */
class OpenApiTest {
    private static final Organization ACME = new Organization("1", "acme", "Acme");

    private static final List<String> DEFINITIONS = List.of(
            "{'name':'one','method':'GET','path':'/people/{id}','config':{'mock':{'body':{'a':1}},'rateLimit':{'requestsPerMinute':1},"
                    + "'caching':{'ttlSeconds':1}}}",
            "{'name':'two','method':'PUT','path':'/people/{id}','description':'d','version':'2.1','config':{'authentication':{'type':'JWT',"
                    + "'settings':{'secret':'x'},'scopes':['write']},'requestSchema':{'type':'object','properties':{'a':{'type':['string','null']}}},"
                    + "'responseSchema':{'$defs':{'x':{'type':'integer'}},'$ref':'#/$defs/x'},'example':{'request':{'a':'b'},'response':1},"
                    + "'integrations':[{'name':'x','endpoint':'http://a.example/{query.q}'}]}}",
            "{'name':'three','method':'DELETE','path':'/files/{path*}','config':{'authentication':{'type':'NONE'},'mock':{'status':204}},"
                    + "'deprecation':{'since':'2026-01-01T00:00:00Z'}}",
            "{'name':'four','method':'POST','path':'/~a/b.c','config':{'authentication':{'type':'OAUTH2'},'integrations':[{'name':'r',"
                    + "'type':'DATABASE','entity':'e'}]}}",
            "{'name':'five','method':'GET','path':'/k','config':{'authentication':{'settings':{'allowQuery':true}},'mock':{}}}");

    private static List<CustomApi> apis() {
        List<CustomApi> apis = new ArrayList<>();
        for (String json : DEFINITIONS) {
            ApiDefinition definition = House.definition(json.replace("%", "%%"));
            apis.add(new CustomApi("id" + apis.size(), "1", "u", definition, Instant.EPOCH, Instant.EPOCH, 1));
        }
        return apis;
    }

    private static void valid(ObjectNode document) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document.toString(), null, options);
        assertThat(result.getMessages()).isNullOrEmpty();
        assertThat(result.getOpenAPI()).isNotNull();
        assertThat(document.path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void theDocumentOfAnOrganizationIsValid() {
        ObjectNode document = OpenApiDocument.of(ACME, apis(), "Acme", "1.0.0", "https://a.example");
        valid(document);
        assertThat(document.path("paths")).hasSize(5);
        assertThat(document.findValuesAsText("operationId"))
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void theDocumentOfEachApiIsValid() {
        apis().forEach(api -> valid(OpenApiDocument.of(ACME, List.of(api), "One", "1.0.0", "https://a.example")));
    }

    private static CustomApi api(String json) {
        return new CustomApi("id", "1", "u", House.definition(json), Instant.EPOCH, Instant.EPOCH, 1);
    }

    @Test
    void pathsThatDifferInTheNamesOfTheirParametersAreOne() {
        ObjectNode document = OpenApiDocument.of(
                ACME,
                List.of(
                        api("{'name':'a','method':'GET','path':'/p/{id}','config':{'mock':{'body':1}}}"),
                        api("{'name':'b','method':'PUT','path':'/p/{key}','config':{'mock':{'body':1}}}")),
                "A",
                "1",
                "https://a.example");
        valid(document);
        assertThat(document.path("paths")).hasSize(1);
        assertThat(document.at("/paths/~1v1~1p~1{id}/put/parameters/0/name").asText())
                .isEqualTo("id");
    }

    @Test
    void whatIsToldOfAnswersAndKeysIsSo() {
        ObjectNode document = OpenApiDocument.of(
                ACME,
                List.of(
                        api("{'name':'a','method':'DELETE','path':'/d/{id}','config':{'authentication':{'settings':{"
                                + "'allowQuery':true,'queryParameter':'k'}},'integrations':[{'name':'r',"
                                + "'type':'DATABASE','entity':'e','operation':'DELETE','recordId':'{id}'}]}}"),
                        api("{'name':'b','method':'POST','path':'/w','config':{'authentication':{'settings':{"
                                + "'allowQuery':true}},'integrations':[{'name':'w','type':'WEBHOOK',"
                                + "'endpoint':'http://a.example/'}]}}")),
                "A",
                "1",
                "https://a.example");
        valid(document);
        assertThat(document.at("/paths/~1v1~1d~1{id}/delete/responses").has("204"))
                .isTrue();
        assertThat(document.at("/paths/~1v1~1w/post/responses").has("202")).isTrue();
        assertThat(document.at("/components/securitySchemes/apiKeyInQuery/name").asText())
                .isEqualTo("api_key");
        assertThat(document.at("/components/securitySchemes/apiKeyInQuery.k/name")
                        .asText())
                .isEqualTo("k");
    }

    @Test
    void referencesWithinASchemaStayWithinIt() {
        ObjectNode document = OpenApiDocument.of(ACME, apis(), "Acme", "1.0.0", "https://a.example");
        assertThat(document.at("/paths/~1v2~1people~1{id}/put/responses/200/content/application~1json/schema/$id")
                        .asText())
                .startsWith("urn:");
    }

    @Test
    void anOperationTellsItsVersionItsEndAndHowItIsCalled() {
        ObjectNode document = OpenApiDocument.of(ACME, apis(), "Acme", "1.0.0", "https://a.example");
        JsonNode operation = document.at("/paths/~1v1~1files~1{path}/delete");
        assertThat(operation.at("/tags/0").asText()).isEqualTo("v1");
        assertThat(operation.at("/x-deprecation/since").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(operation.at("/parameters/0/x-rest").asBoolean()).isTrue();
        assertThat(document.at("/paths/~1v1~1people~1{id}/get/parameters/0").has("x-rest"))
                .isFalse();
        JsonNode put = document.at("/paths/~1v2~1people~1{id}/put");
        assertThat(put.at("/security/0/bearer/0").asText()).isEqualTo("write");
        assertThat(put.path("x-codeSamples").findValuesAsText("label"))
                .containsExactly("curl", "JavaScript", "Python", "Java");
        assertThat(put.at("/x-codeSamples/0/source").asText())
                .contains("https://a.example/api/custom/acme/v2/people/id");
    }

    @Test
    void snippetsAreReady() {
        Snippets snippets = Snippets.of(apis().get(1).definition(), "https://a.example/api/custom/acme");
        assertThat(snippets.curl())
                .contains("curl -X PUT 'https://a.example/api/custom/acme/v2/people/id'", "-d '{\"a\":\"b\"}'");
        assertThat(snippets.python()).contains("urllib.request", "Bearer TOKEN");
        assertThat(snippets.java()).contains("{\\\"a\\\":\\\"b\\\"}");
        assertThat(snippets.javascript()).contains("method: \"PUT\"");
    }
}
