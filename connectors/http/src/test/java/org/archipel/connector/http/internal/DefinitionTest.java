package org.archipel.connector.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    private final ConnectorDefinition definition = new HttpConnector().definition();

    @ParameterizedTest
    @ValueSource(strings = {"page", "offset", "cursor", "link", "all"})
    void theConfigurationsOfTheTestsAreValidAgainstTheSchema(String style) {
        assertThat(validate(PlacesIntegration.config(style))).isEmpty();
    }

    @Test
    void theExamplesOfTheDocumentationAreConfigurations() throws IOException {
        String document = Files.readString(Path.of("..", "..", "docs", "connectors", "http.md"));
        List<ObjectNode> examples = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(result -> (ObjectNode) PlacesIntegration.exactly(result.group(1)))
                .toList();
        assertThat(examples).hasSize(3).allSatisfy(example -> {
            assertThat(validate(example)).isEmpty();
            assertThat(new HttpConnector().authentication(example)).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'entities':[]}",
                "{'entities':[{'name':'a','path':'no-slash','records':'$','idField':'id'}]}",
                "{'entities':[{'name':'a','path':'/a','records':'$','idField':'id','unknown':1}]}",
                "{'entities':[{'name':'a','path':'/a','records':'$','idField':'id','pagination':{'style':'PAGE'}}]}",
                "{'entities':[{'name':'a','path':'/a','records':'$','idField':'id'}],'authentication':{'style':'X'}}",
                "{'entities':[{'name':'a','path':'/a','records':'$','idField':'id'}],'headers':{'A':'b\\r\\nC: d'}}"
            })
    void theSchemaRefusesWhatTheConnectorCannotUse(String config) {
        assertThat(validate((ObjectNode) PlacesIntegration.json(config))).isNotEmpty();
    }

    @Test
    void everyCredentialIsWriteOnly() {
        assertThat(definition.credentialsSchema().path("properties"))
                .allSatisfy(
                        field -> assertThat(field.path("writeOnly").asBoolean()).isTrue());
    }

    @Test
    void noCredentialHasLineBreaks() {
        assertThat(definition.credentialsSchema().path("properties").fieldNames())
                .toIterable()
                .allSatisfy(name -> {
                    ObjectNode credentials =
                            ((ObjectNode) PlacesIntegration.json("{}")).put(name, "a\r\nX-Injected: b");
                    assertThat(errors(definition.credentialsSchema(), credentials))
                            .anyMatch(error -> error.contains(name));
                });
    }

    @Test
    void whatASchemaCannotTellIsToldWithAPointer() {
        ObjectNode config = (ObjectNode)
                PlacesIntegration.json("{'entities':[{'name':'a','path':'/a','records':'$.data[','idField':'id'},"
                        + "{'name':'a','path':'/a','records':'$..','idField':'id'}]}");
        assertThatThrownBy(() -> new HttpConnector().authentication(config))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/entities/0/records", "/entities/1/records", "/entities"));
    }

    @Test
    void theCapabilitiesAreThoseOfTheSession() {
        assertThat(definition.capabilities()).contains(Capability.READ, Capability.WRITE, Capability.TEST);
        assertThat(definition.can(Capability.WEBHOOKS)).isFalse();
    }

    private List<String> validate(ObjectNode config) {
        return errors(definition.configSchema(), config);
    }

    private static List<String> errors(ObjectNode schemaNode, ObjectNode value) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaNode);
        return StreamSupport.stream(schema.validate(value).spliterator(), false)
                .map(Object::toString)
                .toList();
    }
}
