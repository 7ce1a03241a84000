package org.archipel.connector.odoo.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.OdooProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documentation;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class OdooTest extends ConnectorContract<OdooProvider> {
    @Override
    protected OdooProvider start() {
        return new OdooProvider(120);
    }

    @Override
    protected TestIntegration connect(OdooProvider emulator) {
        return new TestIntegration(
                new OdooConnector(),
                emulator.uri(),
                Documents.object("{'database':'main'}"),
                Map.of("apiKey", OdooProvider.KEY, "webhookSecret", "a-webhook-secret-of-ours"));
    }

    @Override
    public String entity() {
        return "partner";
    }

    @Override
    public int records() {
        return 120;
    }

    @Override
    public String draft(int number) {
        return "{'name':'Draft " + number + "'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(OdooProvider.KEY);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "searchRead|{'model':'res.partner','domain':[],'limit':3}",
                "count|{'model':'res.partner','domain':[]}",
                "create|{'model':'crm.lead','vals_list':[{'name':'x'}]}",
                "write|{'model':'res.partner','ids':[1],'vals':{'name':'y'}}",
                "unlink|{'model':'res.partner','ids':[2]}",
                "describe|{'model':'res.partner','attributes':['type']}",
                "call|{'model':'res.partner','method':'search_count'}");
    }

    @Test
    void onlyChangesAreAskedFor() {
        assertThat(integration.readAll("partner", Optional.of(Instant.now().plusSeconds(600)), 50))
                .isEmpty();
        assertThat(integration.readAll("partner", Optional.of(Instant.now().minusSeconds(600)), 50))
                .hasSize(120);
    }

    @Test
    void recordsAreMadeChangedAndDeleted() {
        List<WriteResult> results = integration.write("partner", create("{'name':'Acme'}"), create("{'email':'x'}"));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED);
        assertThat(results.get(1).reason()).contains("ValidationError");
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration.write(
                        "partner", update(id, "{'name':'B'}"), delete(id), delete(id), update("99999", "{'name':'x'}")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED, Outcome.FAILED);
        assertThat(provider.count("res.partner")).isEqualTo(120);
    }

    @Test
    void webhooksAreKnownByTheSecretInTheirAddress() {
        byte[] body = "{\"_id\":7,\"_model\":\"res.partner\"}".getBytes(StandardCharsets.UTF_8);
        try (var session = integration.open()) {
            var verdict = session.verifyWebhook(
                    new WebhookDelivery(Map.of(), body, Map.of("secret", "a-webhook-secret-of-ours")));
            assertThat(verdict.genuine()).isTrue();
            assertThat(verdict.orderingKey()).isEqualTo("res.partner/7");
            assertThat(session.verifyWebhook(new WebhookDelivery(Map.of(), body, Map.of()))
                            .genuine())
                    .isFalse();
        }
    }

    @Test
    void theGuideShowsThisConnector() {
        Documentation.assertShows(
                "building.md", Path.of("src/main/java/org/archipel/connector/odoo/internal/OdooConnector.java"));
    }

    @Test
    void fieldsOfTheDatabasesOwnAreDiscoveredAndRead() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .contains(
                            new DataModel.Field("x_studio_score", "Score", "number", "", false, false),
                            new DataModel.Field("display_name", "Display name", "string", "", false, true));
        }
        integration.write("partner", create("{'name':'Own','x_studio_score':1.5}"));
        TestIntegration more = new TestIntegration(
                new OdooConnector(),
                provider.uri(),
                Documents.object("{'fields':{'partner':['x_studio_score']}}"),
                Map.of("apiKey", OdooProvider.KEY));
        for (Optional<Instant> since : List.of(Optional.<Instant>empty(), Optional.of(Instant.EPOCH))) {
            assertThat(more.readAll("partner", since, 100))
                    .filteredOn(item -> item.data().path("name").asText().equals("Own"))
                    .singleElement()
                    .satisfies(item -> assertThat(
                                    item.data().path("x_studio_score").asDouble())
                            .isEqualTo(1.5));
        }
    }

    @Test
    void aRecordThatAWebhookNamesIsReadAlone() {
        String id = integration
                .write("partner", create("{'name':'Alone'}"))
                .get(0)
                .externalId()
                .orElseThrow();
        var listed = read(1000).stream()
                .filter(item -> item.externalId().equals(id))
                .findFirst()
                .orElseThrow();
        try (var session = integration.open()) {
            assertThat(session.fetch("partner", id)).contains(listed);
            assertThat(session.fetch("partner", "99999")).isEmpty();
            assertThat(session.fetch("partner", "no number")).isEmpty();
            Map<String, String> secret = Map.of("secret", "a-webhook-secret-of-ours");
            assertThat(session.verifyWebhook(told("res.partner", secret)).records())
                    .containsExactly(new ChangedRecord("partner", "7"));
            assertThat(session.verifyWebhook(told("product.template", secret)).records())
                    .isEmpty();
        }
    }

    private static WebhookDelivery told(String model, Map<String, String> query) {
        String body = "{\"_id\":7,\"_model\":\"" + model + "\"}";
        return new WebhookDelivery(Map.of(), body.getBytes(StandardCharsets.UTF_8), query);
    }

    /** Odoo writes {@code false} for an empty field of any type. */
    @Test
    void anEmptyFieldIsEmptyAndATruthValueIsOne() {
        var partner = read(1000).get(0).data();
        assertThat(partner.path("email").isNull()).isTrue();
        assertThat(partner.path("country_id").isNull()).isTrue();
        assertThat(partner.path("is_company").isBoolean()).isTrue();
    }

    /** As it is read, a reference has the name of what it refers to; as it is written it has none. */
    @Test
    void aReferenceGoesBackAsItsId() {
        String id = integration
                .write("partner", create("{'name':'Bound','country_id':[31,'Brazil'],'category_id':[1,2]}"))
                .get(0)
                .externalId()
                .orElseThrow();
        assertThat(provider.row("res.partner", id).path("country_id").asInt()).isEqualTo(31);
        assertThat(provider.row("res.partner", id).path("category_id")).hasSize(2);
    }
}
