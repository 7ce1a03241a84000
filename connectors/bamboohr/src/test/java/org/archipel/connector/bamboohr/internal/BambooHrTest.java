package org.archipel.connector.bamboohr.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connectors.emulators.BambooHrProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class BambooHrTest extends ConnectorContract<BambooHrProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "employee";
    }

    @Override
    public int registrations() {
        return 1;
    }

    @Override
    protected BambooHrProvider start() {
        return new BambooHrProvider(120);
    }

    @Override
    protected TestIntegration connect(BambooHrProvider emulator) {
        return new TestIntegration(
                new BambooHrConnector(),
                emulator.uri(),
                Documents.object("{'company':'acme'}"),
                Map.of("apiKey", BambooHrProvider.KEY, "password", "x", "webhookKey", BambooHrProvider.WEBHOOK_KEY));
    }

    @Override
    public String entity() {
        return "employee";
    }

    @Override
    public int records() {
        return 120;
    }

    @Override
    public String draft(int number) {
        return "{'firstName':'D','lastName':'R','workEmail':'draft" + number + "@acme.test'}";
    }

    @Override
    public Optional<Webhook> timedWebhook() {
        provider.tell("42");
        return Optional.of(provider.webhooks().take().get(0));
    }

    @Override
    public List<String> secrets() {
        return List.of(BambooHrProvider.KEY, BambooHrProvider.WEBHOOK_KEY);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "listDirectory|{}",
                "listChanges|{'since':'2026-01-01T00:00:00Z'}",
                "listTableRows|{'employee':'1','table':'jobInfo'}",
                "addTableRow|{'employee':'1','table':'jobInfo','row':{}}",
                "updateTableRow|{'employee':'1','table':'jobInfo','row':'2','values':{}}",
                "deleteTableRow|{'employee':'1','table':'jobInfo','row':'2'}",
                "listFields|{}",
                "listTables|{}",
                "listLists|{}",
                "listUsers|{}",
                "getCompany|{}",
                "decideTimeOff|{'request':'1','status':'approved'}",
                "listTimeOffTypes|{}",
                "getTimeOffBalance|{'employee':'1'}",
                "whoIsOut|{}",
                "queryDataset|{'fields':['employeeNumber']}",
                "listWebhooks|{}",
                "registerWebhook|{'name':'n','url':'https://hub.test/w','format':'json'}",
                "deleteWebhook|{'id':'21'}");
    }

    @Test
    void employeesAreMadeChangedAndDeleted() {
        List<WriteResult> results = integration.write(
                "employee", create("{'firstName':'Bia','lastName':'Reis'}"), create("{'firstName':'x'}"));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED);
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration.write("employee", update(id, "{'jobTitle':'Analyst'}"), delete(id), delete(id)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED);
        assertThat(provider.employees()).isEqualTo(120);
    }

    @Test
    void timeOffIsReadAndAskedFor() {
        assertThat(integration.readAll("time_off", Optional.empty(), 10)).hasSize(1);
        assertThat(integration
                        .write(
                                "time_off",
                                create("{'employeeId':'1','start':'2026-06-15','end':'2026-06-16','timeOffTypeId':78}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.CREATED);
    }

    /** BambooHR tells a key once: where that answer was lost another webhook with another key takes the place of the first. */
    @Test
    void aKeyThatNobodyKnowsIsMadeAnew() {
        try (var session = integration.open()) {
            var subscriber = session.webhookSubscriber();
            String lost = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .credentials()
                    .get("webhookKey");
            String known = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .credentials()
                    .get("webhookKey");
            assertThat(known).isNotBlank().isNotEqualTo(lost);
            assertThat(provider.subscribedAddresses()).hasSize(1);
        }
    }

    @Test
    void webhooksAreSignedOverContentAndTime() {
        provider.tell("42");
        var webhook = provider.webhooks().take().get(0);
        var verdict = integration.verify(webhook);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.orderingKey()).isEqualTo("42");
        assertThat(verdict.records()).containsExactly(new ChangedRecord("employee", "42"));
        assertThat(verdict.deliveryId())
                .as("sent again after minutes it is the same event")
                .isEqualTo(Signatures.digest(webhook.body()));
        assertThat(integration.verify(webhook.headers(), new byte[] {'{', '}'}).genuine())
                .isFalse();
    }

    /** A recorded webhook of BambooHR's own sample. */
    @Test
    void theSignatureIsThatOfTheKnownVector() {
        byte[] body =
                "{\"employees\":[{\"changedFields\":[\"First name\"],\"fields\":{\"Employee #\":{\"value\":\"300\"},\"First name\":{\"value\":\"Tefi\"},\"Last name\":{\"value\":\"Adams\"}},\"id\":\"5\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(Signatures.hmacHex(
                        BambooHrProvider.WEBHOOK_KEY, body, "1658248023".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("56491dd9c2b352bc5f4fc627159aae20ddff9c8cb19f239a6de6771dc5310bac");
    }

    @Test
    void onlyEmployeesThatChangedAreRead() {
        Instant since = Instant.now().minusSeconds(600);
        assertThat(integration.readAll("employee", Optional.of(since), 50)).isEmpty();
        for (int i = 20; i < 90; i++) {
            integration.write("employee", update(String.valueOf(i), "{'jobTitle':'Analyst'}"));
        }
        integration.write("employee", delete("100"));
        List<SourceRecord> changed = integration.readAll("employee", Optional.of(since), 25);
        assertThat(changed).extracting(SourceRecord::externalId).hasSize(71).doesNotHaveDuplicates();
        assertThat(changed).allMatch(item -> item.modifiedAt().isPresent());
        assertThat(changed.get(0).data().path("jobTitle").asText()).isEqualTo("Analyst");
        assertThat(changed)
                .filteredOn(SourceRecord::deleted)
                .extracting(SourceRecord::externalId)
                .containsExactly("100");
        assertThat(integration.readAll("employee", Optional.of(Instant.now().plusSeconds(600)), 25))
                .isEmpty();
    }

    @Test
    void fieldsOfTheCompanysOwnAreDiscovered() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .contains(new DataModel.Field("customBadge", "Badge", "string", "", false, false))
                    .noneMatch(field -> field.path().contains("."));
        }
    }

    /** BambooHR tells the reason in a header; the body is empty. */
    @Test
    void theReasonIsReadFromItsHeader() {
        assertThatThrownBy(() -> integration.execute("getEmployee", "{'employee':'9999','fields':'id'}"))
                .hasMessageContaining("Employee not found");
    }

    /** The filter finds parts of addresses as well. */
    @Test
    void anInterruptedCreationIsFoundByItsAddress() {
        var lost = create("{'firstName':'Bia','lastName':'Reis','workEmail':'bia@acme.test'}");
        integration.write("employee", create("{'firstName':'A','lastName':'B','workEmail':'not.bia@acme.test'}"), lost);
        try (var session = integration.open()) {
            assertThat(session.locate("employee", List.of(lost, create("{'workEmail':'ia@acme.test'}"))))
                    .containsExactly(Optional.of("122"), Optional.empty());
            assertThat(session.mayRepeat("employee", lost)).isTrue();
            assertThat(session.mayRepeat("employee", create("{'firstName':'Bia'}")))
                    .isFalse();
        }
    }

    /** A page's cursor ends with its employee: the read begins anew by itself. */
    @Test
    void aReadWhoseCursorEndedBeginsAnew() {
        var page = integration.page("employee", Optional.empty(), Optional.empty(), 10);
        assertThat(page.resumable()).isFalse();
        provider.endCursors();
        assertThatThrownBy(() -> integration.page("employee", page.nextCursor(), Optional.empty(), 10))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryable()).isTrue());
    }

    /** Reading alone is another scope than writing, and changes of employees are told to integrations only. */
    @Test
    void whatTheConnectorDoesIsAskedFor() {
        var usual = (HttpAuthentication.AuthorizationCode) new BambooHrConnector()
                .authentication(Documents.object("{'company':'acme','authentication':'OAUTH2'}"));
        assertThat(usual.provider().scopes())
                .contains("employee.write", "time_off.write", "webhooks.write", "public.integration", "offline_access");
        var named = (HttpAuthentication.AuthorizationCode) new BambooHrConnector()
                .authentication(Documents.object("{'company':'acme','authentication':'OAUTH2','scopes':['employee']}"));
        assertThat(named.provider().scopes()).containsExactly("employee");
    }
}
