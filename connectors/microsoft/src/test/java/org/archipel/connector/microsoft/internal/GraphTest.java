package org.archipel.connector.microsoft.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.GraphProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.MovingRecordsContract;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class GraphTest extends ConnectorContract<GraphProvider> implements MovingRecordsContract, SubscriptionContract {
    @Override
    public String toldEntity() {
        return "event";
    }

    @Override
    public int registrations() {
        return 1;
    }

    @Override
    protected GraphProvider start() {
        return new GraphProvider(120);
    }

    @Override
    protected TestIntegration connect(GraphProvider emulator) {
        return new TestIntegration(
                new GraphConnector(),
                emulator.uri(),
                Documents.object("{}"),
                Map.of("accessToken", GraphProvider.TOKEN, "webhookSecret", "a-webhook-secret-of-ours"));
    }

    @Override
    public String entity() {
        return "event";
    }

    @Override
    public int records() {
        return 120;
    }

    @Override
    public String draft(int number) {
        return "{'subject':'Draft " + number + "'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(GraphProvider.TOKEN);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "listCalendarView|{'startDateTime':'a','endDateTime':'b'}",
                "getEventChanges|{'startDateTime':'a','endDateTime':'b'}",
                "listCalendars|{}",
                "batch|{'requests':[]}",
                "listSubscriptions|{}");
    }

    @Test
    void onlyChangesAreAskedFor() {
        assertThat(integration.readAll("event", Optional.of(Instant.now().plusSeconds(600)), 50))
                .isEmpty();
        assertThat(integration.readAll("event", Optional.of(Instant.now().minusSeconds(600)), 50))
                .hasSize(120);
    }

    @Override
    public void change(String externalId, Instant at) {
        provider.change(externalId, at);
    }

    @Test
    void eventsAndContactsAreMadeChangedAndDeleted() {
        var record = create("{'subject':'Kick-off'}");
        String id = integration.write("event", record).get(0).externalId().orElseThrow();
        assertThat(integration.write("event", record).get(0).externalId()).contains(id);
        assertThat(provider.creations()).isEqualTo(1);
        try (var session = integration.open()) {
            assertThat(session.mayRepeat("event", record)).isTrue();
            assertThat(session.mayRepeat("contact", record)).isFalse();
        }
        assertThat(integration.write("event", update(id, "{'subject':'Moved'}"), delete(id), delete(id)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED);
        assertThat(integration
                        .write("contact", create("{'givenName':'Bia'}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.CREATED);
        assertThat(integration.readAll("contact", Optional.empty(), 50)).hasSize(1);
    }

    @Test
    void notificationsHoldTheSecretAndTheAddressIsChecked() {
        integration.execute(
                "subscribe",
                "{'changeType':'updated','notificationUrl':'https://hub.test/w','resource':'me/events','expirationDateTime':'"
                        + Instant.now().plusSeconds(3_600) + "'}");
        String id =
                integration.execute("listSubscriptions", "{}").at("/value/0/id").asText();
        integration.execute(
                "renewSubscription",
                "{'id':'" + id + "','expirationDateTime':'" + Instant.now().plusSeconds(7_200) + "'}");
        provider.notifySubscribers();
        var webhook = provider.webhooks().take().get(0);
        assertThat(integration.verify(webhook).genuine()).isTrue();
        assertThat(integration.verify(webhook).orderingKey()).isEqualTo("AAM1=");
        assertThat(integration.verify(webhook).records()).containsExactly(new ChangedRecord("event", "AAM1="));
        assertThat(integration
                        .verify(
                                Map.of(),
                                "{'value':[{'clientState':'x'}]}"
                                        .replace("'", "\"")
                                        .getBytes(StandardCharsets.UTF_8))
                        .genuine())
                .isFalse();
        assertThat(integration.verify(Map.of(), new byte[] {'{', '}'}).genuine())
                .isFalse();
        assertThat(integration
                        .answerCheck(webhook, Map.of("validationToken", "a b"))
                        .orElseThrow()
                        .text())
                .isEqualTo("a b");
        assertThat(integration.answerCheck(webhook, Map.of())).isEmpty();
    }

    /** With the rights of an application there is nobody who is {@code me}. */
    @Test
    void anApplicationReadsAndActsInTheMailboxOfItsUser() {
        provider.applicationOnly();
        TestIntegration application = new TestIntegration(
                new GraphConnector(),
                provider.uri(),
                Documents.object("{'authentication':'APPLICATION','user':'bia@acme.test'}"),
                Map.of("accessToken", GraphProvider.TOKEN));
        try (var session = application.open()) {
            assertThat(session.test().successful()).isTrue();
        }
        assertThat(application.execute("whoAmI", "{}").path("displayName").asText())
                .isEqualTo("Bia Reis");
        assertThat(application
                        .execute("listCalendarView", "{'startDateTime':'a','endDateTime':'b'}")
                        .has("value"))
                .isTrue();
        assertThat(application
                        .execute("getEvent", "{'event':'AAM1='}")
                        .path("id")
                        .asText())
                .isEqualTo("AAM1=");
        assertThat(application.readAll("event", Optional.empty(), 50)).hasSize(120);
    }

    /** They have no version: the second of a kind is no repetition of the first. */
    @Test
    void eventsOfASubscriptionsLifeAreToldApart() {
        String missed =
                "{'value':[{'id':'n1','subscriptionId':'s','clientState':'a-webhook-secret-of-ours','lifecycleEvent':'missed'}]}";
        assertThat(lifecycle(missed)).isEqualTo(lifecycle(missed)).isNotEqualTo(lifecycle(missed.replace("n1", "n2")));
    }

    private String lifecycle(String body) {
        return integration
                .verify(Map.of(), body.replace("'", "\"").getBytes(StandardCharsets.UTF_8))
                .deliveryId();
    }

    @Test
    void onlyTheScopesThatAreNamedAreAskedFor() {
        var usual = (HttpAuthentication.AuthorizationCode) new GraphConnector().authentication(Documents.object("{}"));
        assertThat(usual.provider().scopes()).contains("offline_access", "Contacts.ReadWrite");
        var named = (HttpAuthentication.AuthorizationCode)
                new GraphConnector().authentication(Documents.object("{'scopes':['offline_access','Calendars.Read']}"));
        assertThat(named.provider().scopes()).containsExactly("offline_access", "Calendars.Read");
    }
}
