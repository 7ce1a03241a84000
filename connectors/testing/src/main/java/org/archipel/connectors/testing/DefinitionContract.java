package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.Operation;
import org.junit.jupiter.api.Test;

/** What a connector says of itself is complete, and its credentials are kept like secrets. */
public interface DefinitionContract extends ConnectorSubject {
    /** JSON Schema 2020-12. */
    String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    @Test
    default void whatItSaysOfItselfIsComplete() {
        ConnectorDefinition definition = definition();
        assertThat(definition.id()).matches("[a-z0-9-]+");
        assertThat(definition.name()).isNotBlank();
        assertThat(definition.description()).isNotBlank();
        assertThat(definition.icon()).startsWith("<svg");
        assertThat(definition.operations()).extracting(Operation::name).doesNotHaveDuplicates();
        assertThat(definition.operations()).allSatisfy(operation -> {
            assertThat(operation.description()).as(operation.name()).isNotBlank();
            assertSchema(operation.parameters());
        });
        assertThat(definition.dataModel().entities()).allSatisfy(known -> {
            assertThat(known.fields()).as(known.name()).isNotEmpty();
            assertThat(known.fields()).anyMatch(field -> field.path().equals(known.idField()));
        });
        assertSchema(definition.configSchema());
        assertSchema(definition.credentialsSchema());
    }

    /** Whoever fills in a form reads the titles; whoever writes the document by hand reads the page. */
    @Test
    default void everySettingHasATitleAndStandsOnThePage() {
        String page = Documentation.page(definition().id() + ".md");
        for (ObjectNode schema :
                List.of(definition().configSchema(), definition().credentialsSchema())) {
            schema.path("properties").properties().forEach(setting -> {
                assertThat(setting.getValue().path("title").asText())
                        .as(setting.getKey())
                        .isNotBlank();
                assertThat(page.contains(setting.getKey())).as(setting.getKey()).isTrue();
                setting.getValue()
                        .path("enum")
                        .forEach(choice -> assertThat(page.contains(choice.asText()))
                                .as(choice.asText())
                                .isTrue());
            });
        }
        // What all of them have stands on the page of all.
        String all = page + Documentation.page("README.md");
        assertThat(definition().operations())
                .allSatisfy(operation -> assertThat(all.contains("`" + operation.name() + "`"))
                        .as(operation.name())
                        .isTrue());
        assertThat(definition().dataModel().entities())
                .allSatisfy(known -> assertThat(page.contains("`" + known.name() + "`"))
                        .as(known.name())
                        .isTrue());
    }

    @Test
    default void noCredentialIsShownNorHasLineBreaks() {
        JsonNode properties = definition().credentialsSchema().path("properties");
        assertThat(properties)
                .allSatisfy(
                        field -> assertThat(field.path("writeOnly").asBoolean()).isTrue());
        properties.fieldNames().forEachRemaining(name -> {
            ObjectNode credentials = JsonNodeFactory.instance.objectNode().put(name, "a\r\nX-Injected: b");
            assertThat(errors(definition().credentialsSchema(), credentials))
                    .as(name)
                    .anyMatch(error -> error.contains(name));
        });
    }

    @Test
    default void itReadsAndTests() {
        assertThat(definition().capabilities()).contains(Capability.TEST, Capability.READ);
    }

    @Test
    default void operationsReachTheirRoutes() {
        for (String operation : operations()) {
            String[] parts = operation.split("\\|", 2);
            assertThat(definition().operations()).extracting(Operation::name).contains(parts[0]);
            assertThat(connected().execute(parts[0], parts[1])).as(parts[0]).isNotNull();
        }
    }

    private static void assertSchema(ObjectNode schema) {
        assertThat(schema.path("$schema").asText()).isEqualTo(DIALECT);
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DIALECT));
        assertThat(StreamSupport.stream(meta.validate(schema).spliterator(), false)
                        .map(Object::toString))
                .isEmpty();
    }

    private static List<String> errors(ObjectNode schema, ObjectNode instance) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        return StreamSupport.stream(compiled.validate(instance).spliterator(), false)
                .map(Object::toString)
                .toList();
    }
}
