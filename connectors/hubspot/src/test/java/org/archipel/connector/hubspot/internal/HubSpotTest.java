package org.archipel.connector.hubspot.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.HubSpotProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.MovingRecordsContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class HubSpotTest extends ConnectorContract<HubSpotProvider> implements MovingRecordsContract {
    @Override
    protected HubSpotProvider start() {
        return new HubSpotProvider(250);
    }

    @Override
    protected TestIntegration connect(HubSpotProvider emulator) {
        return new TestIntegration(
                new HubSpotConnector(),
                emulator.uri(),
                Documents.object("{'webhookUrl':'https://hub.test/api/webhooks/1'}"),
                Map.of("token", HubSpotProvider.TOKEN, "clientSecret", HubSpotProvider.CLIENT_SECRET));
    }

    @Override
    public String entity() {
        return "contact";
    }

    @Override
    public int records() {
        return 250;
    }

    @Override
    public String draft(int number) {
        return "{'properties':{'email':'draft" + number + "@cli.test'}}";
    }

    @Override
    public Optional<Webhook> timedWebhook() {
        provider.tell(123);
        return Optional.of(provider.webhooks().take().get(0));
    }

    @Override
    public List<String> secrets() {
        return List.of(HubSpotProvider.TOKEN, HubSpotProvider.CLIENT_SECRET);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "getObject|{'type':'contacts','id':'c1@cli.test','idProperty':'email'}",
                "createObject|{'type':'deals','properties':{'dealname':'x'}}",
                "searchObjects|{'type':'contacts','limit':5}",
                "batch|{'type':'contacts','what':'read','inputs':[]}",
                "mergeObjects|{'type':'contacts','primaryObjectId':'1','objectIdToMerge':'2'}",
                "gdprDelete|{'objectId':'1'}",
                "listOwners|{}",
                "listProperties|{'type':'contacts'}",
                "createProperty|{'type':'contacts','name':'a','label':'A','groupName':'g','fieldType':'text','valueType':'string'}");
    }

    /** However the provider's window lies, what is let through in it is less than it takes. */
    @Test
    void theLimitIsBelowTheDocumentedOne() {
        RateLimit limit =
                integration.connector().rateLimit(Documents.object("{}")).orElseThrow();
        assertThat(limit.burst() + 10 * limit.perSecond()).isBetween(80.0, 100.0 - 1);
    }

    @Test
    void changesAreSearchedFor() {
        assertThat(integration.readAll("contact", Optional.of(Instant.now().minusSeconds(600)), 60).stream()
                        .map(SourceRecord::externalId)
                        .distinct())
                .hasSize(250);
        assertThat(integration.readAll("contact", Optional.of(Instant.now().plusSeconds(600)), 60))
                .isEmpty();
        assertThat(integration.readAll("owner", Optional.empty(), 60)).hasSize(1);
    }

    @Override
    public void change(String externalId, Instant at) {
        provider.changeById(externalId, at);
    }

    /** All were changed at one moment, as by an import: the time alone does not lead from page to page. */
    @Test
    void manyChangesOfOneMomentAreAllRead() {
        Instant moment = Instant.now();
        for (int i = 1; i <= records(); i++) {
            provider.change("c" + i + "@cli.test", moment);
        }
        assertThat(integration.readAll("contact", Optional.of(moment), 60)).hasSize(records());
    }

    /** A search gives 10,000 results at most. */
    @Test
    void moreChangesThanASearchGivesAreRead() {
        try (HubSpotProvider large = new HubSpotProvider(10_400)) {
            Instant since = Instant.now().minusSeconds(60);
            for (int i = 1; i <= 10_400; i++) {
                large.change("c" + i + "@cli.test", since.plusMillis(i / 7));
            }
            assertThat(connect(large).readAll("contact", Optional.of(since), 100).stream()
                            .map(SourceRecord::externalId)
                            .distinct())
                    .hasSize(10_400);
        }
    }

    /** No time divides them: all there is is read, and tells that it is all. */
    @Test
    void moreChangesOfOneMomentThanASearchGivesAreRead() {
        try (HubSpotProvider large = new HubSpotProvider(10_150);
                ConnectorSession session = connect(large).open()) {
            Instant moment = Instant.now();
            for (int i = 1; i <= 10_150; i++) {
                large.change("c" + i + "@cli.test", moment);
            }
            Set<String> ids = new HashSet<>();
            Optional<JsonNode> cursor = Optional.empty();
            ReadPage page;
            do {
                page = session.read(new ReadRequest("contact", cursor, 100, Optional.of(moment)));
                page.records().forEach(one -> ids.add(one.externalId()));
                cursor = page.nextCursor();
            } while (page.hasMore());
            assertThat(ids).hasSize(10_150);
            assertThat(page.unchanged()).isPresent();
            assertThat(page.resumable()).isFalse();
        }
    }

    @Test
    void objectsAreMadeChangedAndArchived() {
        List<WriteResult> results = integration.write(
                "contact",
                create("{'properties':{'email':'new@cli.test'}}"),
                create("{'properties':{'email':'c1@cli.test'}}"),
                create("{'x':1}"));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.FAILED);
        assertThat(results.get(1).reason()).contains("CONFLICT");
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration.write(
                        "contact",
                        update(id, "{'properties':{'firstname':'N'}}"),
                        delete(id),
                        delete(id),
                        update(id, "{'properties':{}}")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED, Outcome.FAILED);
        assertThat(integration.write("deal", create("{'properties':{'dealname':'D'}}")))
                .allMatch(one -> one.outcome() == Outcome.CREATED);
    }

    @Test
    void aCreationWhoseAnswerWasLostIsFoundByItsAddress() {
        var record = create("{'properties':{'email':'lost@cli.test'}}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("contact", record)).allMatch(WriteResult::retryable);
        try (var session = integration.open()) {
            assertThat(session.locate("contact", List.of(record, create("{'properties':{'email':'no@cli.test'}}"))))
                    .extracting(Optional::isPresent)
                    .containsExactly(true, false);
            assertThat(session.mayRepeat("contact", record)).isTrue();
            // Without an address it could not have been found.
            assertThat(session.mayRepeat("contact", create("{'properties':{'firstname':'Bia'}}")))
                    .isFalse();
        }
        assertThat(provider.creations()).isEqualTo(1);
    }

    @Test
    void webhooksAreSignedInVersionThree() {
        provider.tell(123);
        var webhook = provider.webhooks().take().get(0);
        var verdict = integration.verify(webhook);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.event()).isEqualTo("contact.creation");
        assertThat(verdict.orderingKey()).isEqualTo("123");
        assertThat(verdict.records()).containsExactly(new ChangedRecord("contact", "123"));
        assertThat(integration.verify(webhook.headers(), new byte[] {'[', ']'}).genuine())
                .isFalse();
        assertThat(integration.verify(Map.of(), webhook.body()).genuine()).isFalse();
    }

    @Test
    void propertiesOfTheAccountsOwnAreDiscoveredAndRead() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .contains(
                            new DataModel.Field("properties.loyalty_tier", "Loyalty tier", "string", "", false, false),
                            new DataModel.Field("properties.renewal", "Renewal", "string", "date-time", false, true))
                    .extracting(DataModel.Field::path)
                    .doesNotHaveDuplicates();
        }
        integration.write("contact", create("{'properties':{'email':'own@cli.test','loyalty_tier':'gold'}}"));
        TestIntegration more = new TestIntegration(
                new HubSpotConnector(),
                provider.uri(),
                Documents.object("{'fields':{'contact':['loyalty_tier']}}"),
                Map.of("token", HubSpotProvider.TOKEN));
        for (Optional<Instant> since : List.of(Optional.<Instant>empty(), Optional.of(Instant.EPOCH))) {
            assertThat(more.readAll("contact", since, 100))
                    .filteredOn(
                            item -> item.data().at("/properties/email").asText().equals("own@cli.test"))
                    .isNotEmpty()
                    .allMatch(item ->
                            item.data().at("/properties/loyalty_tier").asText().equals("gold"));
            assertThat(integration.readAll("contact", since, 100))
                    .noneMatch(item -> item.data().at("/properties").has("loyalty_tier"));
        }
    }

    /** Without an id they would all be the same one. */
    @Test
    void eventsWithoutAnIdAreToldApartByTheirContent() {
        provider.deliver("[{\"subscriptionType\":\"contact.creation\",\"objectId\":1}]");
        var verdict = integration.verify(provider.webhooks().take().get(0));
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.deliveryId()).isEmpty();
    }
}
