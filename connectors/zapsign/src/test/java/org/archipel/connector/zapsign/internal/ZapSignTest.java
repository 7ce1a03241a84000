package org.archipel.connector.zapsign.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.ZapSignProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZapSignTest extends ConnectorContract<ZapSignProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "document";
    }

    @Override
    public int registrations() {
        return 1;
    }

    @Override
    public boolean findable() {
        return false;
    }

    private static final String SECRET = "a-shared-secret-of-ours";
    private static final String DRAFT =
            "{'name':'Lease','url_pdf':'https://files.test/a.pdf','signers':[{'name':'Eva','email':'eva@cli.test'}]}";

    @Override
    protected ZapSignProvider start() {
        return new ZapSignProvider(30);
    }

    @Override
    protected TestIntegration connect(ZapSignProvider emulator) {
        return new TestIntegration(
                new ZapSignConnector(),
                emulator.uri(),
                Documents.object("{}"),
                Map.of("apiToken", ZapSignProvider.TOKEN, "webhookSecret", SECRET));
    }

    @Override
    public String entity() {
        return "document";
    }

    @Override
    public int records() {
        return 30;
    }

    @Override
    public int faultEvery() {
        return 40;
    }

    @Override
    public String draft(int number) {
        return "{'name':'Draft " + number + "','signers':[]}";
    }

    @Override
    public List<String> secrets() {
        return List.of(ZapSignProvider.TOKEN, SECRET);
    }

    /** However the provider's window lies, what is let through in it is less than it takes. */
    @Test
    void theLimitIsBelowTheDocumentedOne() {
        RateLimit limit =
                integration.connector().rateLimit(Documents.object("{}")).orElseThrow();
        assertThat(limit.burst() + 60 * limit.perSecond()).isBetween(400.0, 500.0 - 1);
    }

    @Test
    void documentsComeWithTheirDetailsAndSignersWithTheirDocument() {
        assertThat(read(1000))
                .allSatisfy(
                        document -> assertThat(document.data().path("signers")).hasSize(2));
        List<SourceRecord> signers = integration.readAll("signer", Optional.empty(), 1000);
        assertThat(signers).hasSize(60).extracting(SourceRecord::externalId).doesNotHaveDuplicates();
        assertThat(signers)
                .allSatisfy(signer -> assertThat(
                                signer.data().path("document_token").asText())
                        .isNotEmpty());
    }

    @Test
    void onlyWhatChangedIsReadInDetail() {
        Instant before = Instant.now().plus(Duration.ofHours(1));
        provider.sign("Agreement 7");
        long requests = provider.requests();
        assertThat(integration.readAll("document", Optional.of(before), 1000))
                .extracting(document -> document.data().path("name").asText())
                .containsExactly("Agreement 7");
        assertThat(provider.requests() - requests).isEqualTo(3);
    }

    /** The list that told of no change was of an hour ago; the next one tells of it, and it is not too late. */
    @Test
    void aChangeThatAnOldListHidIsReadLater() {
        provider.sign("Agreement 7");
        Instant watermark = Instant.now().plus(Duration.ofMinutes(30));
        assertThat(integration.readAll("document", Optional.of(watermark), 1000))
                .extracting(document -> document.data().path("name").asText())
                .contains("Agreement 7");
    }

    /** Most documents did not change: so many pages without a signer end no read. */
    @Test
    void pagesWithoutSignersArePassedOver() {
        try (ZapSignProvider large = new ZapSignProvider(2_600)) {
            Optional<Instant> since = Optional.of(Instant.now().plus(Duration.ofHours(1)));
            large.sign("Agreement 2599");
            TestIntegration there = connect(large);
            int signers = 0;
            int pages = 0;
            ReadPage page;
            Optional<JsonNode> cursor = Optional.empty();
            do {
                page = there.page("signer", cursor, since, 10);
                cursor = page.nextCursor();
                signers += page.records().size();
                pages++;
            } while (page.hasMore());
            assertThat(signers).isEqualTo(2);
            assertThat(pages).isLessThan(10);
        }
    }

    @Test
    void aUserLogsInAndAgainWhenTheHourIsOver() {
        TestIntegration user = new TestIntegration(
                new ZapSignConnector(),
                provider.uri(),
                Documents.object("{'authentication':'LOGIN','organization':'acme','tokenUrl':'" + provider.uri()
                        + "/auth/token/acme'}"),
                Map.of("username", ZapSignProvider.USER, "password", ZapSignProvider.PASSWORD));
        assertThat(user.readAll("document", Optional.empty(), 1000)).hasSize(30);
        assertThat(provider.logins()).isEqualTo(1);
        provider.endAccess();
        assertThat(user.readAll("document", Optional.empty(), 1000)).hasSize(30);
        assertThat(provider.logins()).isEqualTo(2);
        try (var session = user.open()) {
            assertThat(session.test().findings())
                    .allSatisfy(finding -> assertThat(finding.detail()).doesNotContain(ZapSignProvider.PASSWORD));
        }
    }

    @Test
    void templatesAndUsersAreReadAsWell() {
        assertThat(integration.readAll("template", Optional.empty(), 7)).hasSize(30);
        assertThat(integration.readAll("user", Optional.empty(), 7))
                .extracting(SourceRecord::externalId)
                .containsExactly("ana@acme.test");
    }

    @Test
    void documentsAreMadeChangedAndDeleted() {
        List<WriteResult> made = integration.write("document", create(DRAFT), create("{'name':'Nobody'}"));
        assertThat(made).extracting(WriteResult::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED);
        assertThat(made.get(1).reason()).contains("400");
        String token = made.get(0).externalId().orElseThrow();
        assertThat(integration.write("document", update(token, "{'name':'Lease 2'}"), delete("nothing"), delete(token)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED);
        assertThat(provider.named("Lease 2").path("deleted").asBoolean()).isTrue();
        assertThat(read(1000))
                .filteredOn(document -> document.externalId().equals(token))
                .singleElement()
                .satisfies(document -> assertThat(document.deleted()).isTrue());
    }

    @Test
    void signersAreAddedChangedAndRemoved() {
        String document = provider.named("Agreement 1").path("token").asText();
        String token = integration
                .write("signer", create("{'document_token':'" + document + "','name':'Eva'}"))
                .get(0)
                .externalId()
                .orElseThrow();
        assertThat(integration
                        .execute("getSigner", "{'signer':'" + token + "'}")
                        .path("name")
                        .asText())
                .isEqualTo("Eva");
        assertThat(integration.write("signer", update(token, "{'email':'eva@cli.test'}"), delete(token)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED);
    }

    @Test
    void aCreationWhoseAnswerWasLostIsFoundAgain() {
        WriteRecord record = create(DRAFT);
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("document", record).get(0).retryable()).isTrue();
        try (var session = integration.open()) {
            assertThat(session.locate("document", List.of(record)))
                    .containsExactly(
                            Optional.of(provider.named("Lease").path("token").asText()));
        }
        assertThat(provider.creations()).isEqualTo(1);
        try (var session = integration.open()) {
            // What is not in a list of an hour ago may be there.
            assertThat(session.mayRepeat("document", record)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "getPlan|{}",
                "getDocument|{'document':'D'}",
                "listDocuments|{'page':1,'status':'pending','include_signers':true}",
                "updateDocument|{'document':'D','name':'new'}",
                "addAttachment|{'document':'D','name':'more','url_pdf':'https://x.test/b.pdf'}",
                "reorderEnvelope|{'document':'D','document_display_order':['a']}",
                "placeSignatures|{'document':'D','rubricas':[]}",
                "getActivityLog|{'document':'D','download_pdf':false}",
                "remindSigners|{'document':'D'}",
                "reprocessDocument|{'document':'D','send_webhook':true}",
                "cancelDocument|{'doc_token':'D','rejected_reason':'late'}",
                "deleteDocument|{'document':'D'}",
                "validateSignature|{'base64_pdf':'JVBERi0='}",
                "getSigner|{'signer':'S'}",
                "updateSigner|{'signer':'S','email':'a@b.test'}",
                "removeSigner|{'signer':'S'}",
                "signInBatch|{'user_token':'u','signer_tokens':['S']}",
                "resetAttempts|{'signer':'S'}",
                "getSignerVerification|{'signer':'S'}",
                "deleteSignerGroups|{'document':'D'}",
                "whoAmI|{}"
            })
    void everyOperationReachesItsRoute(String operation, String parameters) {
        var document = provider.named("Agreement 3");
        String filled = parameters
                .replace("'D'", "'" + document.path("token").asText() + "'")
                .replace("'S'", "'" + document.at("/signers/0/token").asText() + "'");
        assertThat(integration.execute(operation, filled)).isNotNull();
    }

    @Test
    void aRefusalTellsTheProvidersCode() {
        assertThatThrownBy(() -> integration.execute("cancelDocument", "{'doc_token':'','rejected_reason':'x'}"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("missing_doc_token");
        assertThatThrownBy(() -> integration.execute("getDocument", "{'document':'..'}"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void webhooksAreKnownByTheSecretInTheirHeader() {
        integration.execute("registerWebhook", "{'url':'https://hooks.test/z','type':''}");
        provider.sign("Agreement 1");
        var webhook = provider.webhooks().take().get(0);
        WebhookVerdict verdict = integration.verify(webhook);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.event()).isEqualTo("doc_signed");
        assertThat(verdict.orderingKey())
                .isEqualTo(provider.named("Agreement 1").path("token").asText());
        assertThat(verdict.records()).contains(new ChangedRecord("document", verdict.orderingKey()));
        assertThat(integration.verify(Map.of(), webhook.body()).genuine()).isFalse();
        assertThat(integration
                        .verify(Map.of("X-Webhook-Secret", SECRET + "x"), webhook.body())
                        .genuine())
                .isFalse();
        assertThat(integration
                        .verify(Map.of("x-webhook-secret", SECRET), "[".getBytes(StandardCharsets.UTF_8))
                        .genuine())
                .isFalse();
    }

    @Test
    void doubledAndOvertakingWebhooksKeepTheirIds() {
        integration.execute("registerWebhook", "{'url':'https://hooks.test/z','type':'doc_signed'}");
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.faults().on(Fault.REORDERED_WEBHOOKS);
        provider.sign("Agreement 1");
        provider.sign("Agreement 1");
        List<String> ids = provider.webhooks().take().stream()
                .map(webhook -> integration.verify(webhook).deliveryId())
                .toList();
        assertThat(ids).hasSize(4);
        assertThat(ids.stream().distinct()).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    /** A document's own state is no reason to doubt the token. */
    @Test
    void aDocumentThatCannotBeRefusedIsNoMatterOfCredentials() {
        String token = provider.named("Agreement 2").path("token").asText();
        String cancel = "{'doc_token':'" + token + "','rejected_reason':'late'}";
        integration.execute("cancelDocument", cancel);
        String asUser = "{'doc_token':'" + token + "','user_token':'u','signer_token':'s','rejected_reason':'late'}";
        for (String call : List.of("cancelDocument|" + cancel, "refuseDocumentAsUser|" + asUser)) {
            String[] parts = call.split("\\|");
            assertThatThrownBy(() -> integration.execute(parts[0], parts[1]))
                    .as(call)
                    .isInstanceOfSatisfying(
                            RemoteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTEGRATION_ERROR));
        }
    }

    /** Documents went while their list was read, so that the page that was to come is none any more. */
    @Test
    void aListThatShrinksToTheEndOfThePageBeforeEndsThere() {
        ReadPage first = integration.page("document", Optional.empty(), Optional.empty(), 1000);
        assertThat(first.hasMore()).isTrue();
        provider.shrink(10);
        ReadPage second = integration.page("document", first.nextCursor(), Optional.empty(), 1000);
        assertThat(second.records()).isEmpty();
        assertThat(second.hasMore()).isFalse();
        assertThat(second.complete()).as("it tells nothing of what is gone").isFalse();
    }

    @Test
    void eventsThatChangeNothingOfADocumentAreToldApart() {
        String alert = "{'event_type':'doc_expiration_alert','token':'d1','last_update_at':'2026-05-04T14:10:00Z'}";
        String failure =
                "{'event_type':'signer_authentication_failed','token':'d1','last_update_at':'2026-05-04T14:10:00Z',"
                        + "'unauthenticated_signer':{'token':'s1','attempts_used':1}}";
        assertThat(id(integration, failure)).isNotEqualTo(id(integration, failure.replace(":1}", ":2}")));
        TestIntegration later = integration.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)));
        assertThat(id(integration, alert)).isEqualTo(id(integration, alert)).isNotEqualTo(id(later, alert));
    }

    private static String id(TestIntegration receiver, String event) {
        return receiver.verify(Map.of("X-Webhook-Secret", SECRET), bytes(event)).deliveryId();
    }

    private static byte[] bytes(String event) {
        return Documents.object(event).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEmailThatBouncedIsAboutASigner() {
        String bounce =
                "{'email':'x@y.test','token':'s1','type':'link_email','status':'dropped','event_type':'email_bounce'}";
        assertThat(integration
                        .verify(Map.of("X-Webhook-Secret", SECRET), bytes(bounce))
                        .records())
                .containsExactly(new ChangedRecord("signer", "s1"));
    }
}
