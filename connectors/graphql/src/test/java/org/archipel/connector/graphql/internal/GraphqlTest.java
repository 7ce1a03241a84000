package org.archipel.connector.graphql.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.GraphqlProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class GraphqlTest extends ConnectorContract<GraphqlProvider> {
    @Override
    protected GraphqlProvider start() {
        return new GraphqlProvider(130);
    }

    @Override
    protected TestIntegration connect(GraphqlProvider emulator) {
        return new TestIntegration(
                new GraphqlConnector(), emulator.uri(), example(), Map.of("token", GraphqlProvider.TOKEN));
    }

    /** The configuration that the documentation shows. */
    private static ObjectNode example() {
        try {
            String document = Files.readString(Path.of("..", "..", "docs", "connectors", "graphql.md"));
            Matcher matcher =
                    Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(document);
            assertThat(matcher.find()).isTrue();
            return (ObjectNode) Documents.exactly(matcher.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String entity() {
        return "person";
    }

    @Override
    public int records() {
        return 130;
    }

    @Override
    public List<String> secrets() {
        return List.of(GraphqlProvider.TOKEN);
    }

    @Test
    void onlyChangesAreAskedFor() {
        assertThat(integration.readAll("person", Optional.of(Instant.now().plusSeconds(60)), 50))
                .isEmpty();
        assertThat(integration
                        .page("person", Optional.empty(), Optional.empty(), 50)
                        .total())
                .contains(130L);
    }

    @Test
    void recordsAreWrittenByMutations() {
        List<WriteResult> results = integration.write(
                "person",
                create("{'name':'Ann'}"),
                create("{'age':7}"),
                update("p1", "{'name':'Zoe'}"),
                delete("p2"),
                delete("p2"),
                update("p2", "{}"));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(
                        Outcome.CREATED,
                        Outcome.FAILED,
                        Outcome.UPDATED,
                        Outcome.DELETED,
                        Outcome.UNCHANGED,
                        Outcome.FAILED);
        assertThat(results.get(1).reason()).contains("name is required");
    }

    @Test
    void aCreationWhoseAnswerWasLostIsFoundByItsKey() {
        WriteRecord record = create("{'name':'Ann'}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("person", record).get(0).retryable()).isTrue();
        try (var session = integration.open()) {
            assertThat(session.locate("person", List.of(record, create("{'name':'Other'}"))))
                    .containsExactly(Optional.of("p131"), Optional.empty());
        }
    }

    @Test
    void operationsAskAndIntrospect() {
        assertThat(integration
                        .execute("query", "{'query':'{people{totalCount}}'}")
                        .at("/people/totalCount")
                        .asInt())
                .isEqualTo(130);
        assertThat(integration.execute("introspect", "{}").path("types")).isNotEmpty();
        assertThatThrownBy(() -> integration.execute("query", "{'query':'{nothing}'}"))
                .hasMessageContaining("GRAPHQL_PARSE_FAILED");
    }

    @Test
    void fieldsAreKnownByTheirTypes() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .containsExactly(
                            new DataModel.Field("id", "id", "string", "", true, true),
                            new DataModel.Field("name", "name", "string", "", false, false),
                            new DataModel.Field("age", "age", "integer", "", false, false),
                            new DataModel.Field("updatedAt", "updatedAt", "string", "date-time", false, false));
        }
    }
}
