package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.TransformationRule;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ScriptedRulesTest {
    private House house;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    private Integration with(List<FieldMapping> mappings, TransformationRule... rules) {
        IntegrationDraft draft = House.draft(mappings);
        return house.active(new IntegrationDraft(
                draft.name(),
                draft.description(),
                draft.type(),
                draft.connectorId(),
                draft.config(),
                draft.credentials(),
                draft.fieldMappings(),
                List.of(rules),
                draft.syncSettings(),
                draft.tags()));
    }

    private static TransformationRule rule(String name, String condition, String function, int order) {
        return new TransformationRule(name, name, condition, function, order, true);
    }

    private static List<FieldMapping> nameAndPopulation() {
        return List.of(FieldMapping.of("name", "name"), FieldMapping.of("population", "population"));
    }

    @DatabaseTest
    void rulesChangeAndDropMappedRecordsInTheirOrder() {
        Integration integration = with(
                nameAndPopulation(),
                rule("mark", "record.population >= 5", "r => ({...r, size: 'large', seen: r.even})", 2),
                rule("even", null, "r => r.population % 2 ? null : {...r, even: true}", 1));
        house.remote.places(10);

        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records())
                .extracting(record -> record.data().toString())
                .containsExactlyInAnyOrder(
                        "{\"even\":true,\"name\":\"Place 0\",\"population\":0}",
                        "{\"even\":true,\"name\":\"Place 2\",\"population\":2}",
                        "{\"even\":true,\"name\":\"Place 4\",\"population\":4}",
                        "{\"even\":true,\"name\":\"Place 6\",\"population\":6,\"seen\":true,\"size\":\"large\"}",
                        "{\"even\":true,\"name\":\"Place 8\",\"population\":8,\"seen\":true,\"size\":\"large\"}");
    }

    @DatabaseTest
    void aRecordThatARuleFailsOnIsQuarantined() {
        Integration integration = with(
                nameAndPopulation(),
                rule(
                        "odd",
                        null,
                        "r => { if (r.population === 3) throw new Error('three'); while (r.population === 4) {} return r }",
                        1));
        house.remote.places(10);

        house.sync(integration);

        assertThat(house.list("place").records()).hasSize(8);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows())
                .hasSize(2)
                .anySatisfy(record -> assertThat(record.toString()).contains("rule 'odd'", "three"))
                .anySatisfy(record -> assertThat(record.toString()).contains("rule 'odd'", "the script "));
    }

    @DatabaseTest
    void aReasonThatNoDatabaseKeepsHarmsNoOtherRecord() {
        String failing =
                "r => { if (r.population === 3) throw new Error('a' + String.fromCharCode(0) + 'b'); return r }";
        Integration integration = with(nameAndPopulation(), rule("odd", null, failing, 1));
        house.remote.places(10);

        assertThat(house.sync(integration).state()).isEqualTo(Job.State.SUCCEEDED);

        assertThat(house.list("place").records()).hasSize(9);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows())
                .singleElement()
                .satisfies(record -> assertThat(record.reason()).contains("a b"));
    }

    @DatabaseTest
    void mappingsCallFunctionsOfExtensionsInBatches() {
        house.engine.functions.put(
                "com.acme/shout", arguments -> TextNode.valueOf(arguments.get(0).asText() + "!"));
        Integration integration = with(List.of(new FieldMapping("name", "name", "upper|com.acme/shout", true, null)));
        house.remote.places(3);

        house.sync(integration);

        assertThat(house.list("place").records())
                .extracting(record -> record.data().path("name").asText())
                .containsExactlyInAnyOrder("PLACE 0!", "PLACE 1!", "PLACE 2!");
        assertThat(house.engine.batches).isPositive();
    }
}
