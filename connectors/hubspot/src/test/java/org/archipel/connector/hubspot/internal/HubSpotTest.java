package org.archipel.connector.hubspot.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.HubSpotProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class HubSpotTest extends ConnectorContract<HubSpotProvider> {
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
    protected String entity() {
        return "contact";
    }

    @Override
    protected int records() {
        return 250;
    }

    @Override
    protected List<String> secrets() {
        return List.of(HubSpotProvider.TOKEN, HubSpotProvider.CLIENT_SECRET);
    }

    @Override
    protected List<String> operations() {
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

    @Test
    void changesAreSearchedFor() {
        assertThat(integration.readAll("contact", Optional.of(Instant.now().minusSeconds(600)), 60))
                .hasSize(250);
        assertThat(integration.readAll("contact", Optional.of(Instant.now().plusSeconds(600)), 60))
                .isEmpty();
        assertThat(integration.readAll("owner", Optional.empty(), 60)).hasSize(1);
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
        assertThat(integration.verify(webhook.headers(), new byte[] {'[', ']'}).genuine())
                .isFalse();
        assertThat(integration.verify(Map.of(), webhook.body()).genuine()).isFalse();
    }
}
