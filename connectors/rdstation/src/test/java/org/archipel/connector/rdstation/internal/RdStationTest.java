package org.archipel.connector.rdstation.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.RdStationProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdStationTest extends ConnectorContract<RdStationProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "contact";
    }

    @Override
    public int registrations() {
        return 2;
    }

    private static final String SECRET = "an-unguessable-secret";

    @Override
    protected RdStationProvider start() {
        return new RdStationProvider(20);
    }

    @Override
    protected TestIntegration connect(RdStationProvider emulator) {
        return connect(emulator, "{'authentication':'OAUTH2_CLASSIC','tokenUrl':'" + emulator.uri() + "/auth/token'}");
    }

    private static TestIntegration connect(RdStationProvider emulator, String config) {
        List<String> tokens = emulator.connect();
        Map<String, String> credentials = new HashMap<>(Map.of("webhookSecret", SECRET));
        credentials.put("clientId", RdStationProvider.CLIENT_ID);
        credentials.put("clientSecret", RdStationProvider.CLIENT_SECRET);
        credentials.put("accessToken", tokens.get(0));
        credentials.put("refreshToken", tokens.get(1));
        credentials.put("apiKey", RdStationProvider.API_KEY);
        return new TestIntegration(new RdStationConnector(), emulator.uri(), Documents.object(config), credentials);
    }

    @Override
    public String entity() {
        return "contact";
    }

    @Override
    public int records() {
        return 20;
    }

    @Override
    public int faultEvery() {
        return 40;
    }

    @Override
    public String draft(int number) {
        return "{'email':'draft" + number + "@cli.test','name':'Draft'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(RdStationProvider.CLIENT_SECRET, SECRET);
    }

    /** However the provider's window lies, what is let through in it is less than it takes. */
    @Test
    void theLimitIsBelowTheDocumentedOne() {
        RateLimit limit =
                integration.connector().rateLimit(Documents.object("{}")).orElseThrow();
        assertThat(limit.burst() + 60 * limit.perSecond()).isBetween(96.0, 120.0 - 1);
    }

    @Test
    void contactsAreEnumeratedByTheSegmentationOfAll() {
        assertThat(read(1000)).allSatisfy(contact -> {
            assertThat(contact.data().path("tags").isArray()).isTrue();
            assertThat(contact.data().path("last_conversion_date").asText()).isNotEmpty();
        });
        assertThat(connect(provider, "{'segmentation':2}").readAll("contact", Optional.empty(), 10))
                .isEmpty();
        assertThatThrownBy(() -> connect(provider, "{'segmentation':9}").readAll("contact", Optional.empty(), 10))
                .hasMessageContaining("RESOURCE_NOT_FOUND");
    }

    @Test
    void anIncrementalReadGivesAllContactsUnlessConversionsSuffice() {
        Instant later = Instant.now().plus(Duration.ofMinutes(1));
        assertThat(integration.readAll("contact", Optional.of(later), 100)).hasSize(20);
        provider.convert("lead3@cli.test", "ebook");
        assertThat(connect(provider, "{'contactChanges':'CONVERSIONS'}").readAll("contact", Optional.of(later), 100))
                .isEmpty();
    }

    @Test
    void aTokenThatEndedIsRefreshedByBothGenerations() {
        provider.endAccessTokens();
        assertThat(read(100)).hasSize(20);
        assertThat(provider.refreshes()).isPositive();
        TestIntegration standard = connect(
                provider, "{'authentication':'OAUTH2_STANDARD','tokenUrl':'" + provider.uri() + "/oauth2/token'}");
        provider.endAccessTokens();
        assertThat(standard.page("segmentation", Optional.empty(), Optional.empty(), 10)
                        .records())
                .hasSize(2);
    }

    @Test
    void contactsAreWrittenByTheirAddress() {
        List<WriteResult> results = integration.write(
                "contact",
                create("{'email':'bia+1@cli.test','name':'Bia','tags':['vip']}"),
                create("{'email':'lead1@cli.test','name':'Known'}"),
                create("{'name':'No address'}"),
                create("{'email':'x@cli.test','name':7}"));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.CREATED, Outcome.FAILED, Outcome.FAILED);
        assertThat(results.get(3).reason()).contains("MUST_BE_STRING");
        assertThat(provider.contacts()).isEqualTo(21);
        String uuid = results.get(0).externalId().orElseThrow();
        assertThat(integration.write("contact", update(uuid, "{'city':'Recife'}"), delete("nobody"), delete(uuid)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DELETED);
        assertThat(provider.contact("lead1@cli.test").orElseThrow().path("name").asText())
                .isEqualTo("Known");
    }

    @Test
    void eventsThatTheRateLimitRefusesWereNotSent() {
        provider.faults().on(Fault.RATE_LIMIT);
        WriteRecord[] sales = IntStream.range(0, 110)
                .mapToObj(i -> create("{'event_type':'SALE','event_family':'CDP','payload':{'value':" + i + "}}"))
                .toArray(WriteRecord[]::new);
        assertThat(integration.write("event", sales))
                .hasSize(110)
                .allMatch(result -> result.outcome() == Outcome.NOT_SENT && result.retryable());
    }

    @Test
    void aContactWithoutAnAddressIsWrittenByItsTelephone() {
        var caller = create("{'mobile_phone':'+5511990001122','name':'Caller'}");
        for (int i = 0; i < 2; i++) {
            assertThat(integration.write("contact", caller)).allMatch(result -> result.outcome() == Outcome.CREATED);
        }
        assertThat(provider.contacts()).isEqualTo(21);
        try (var session = integration.open()) {
            assertThat(session.locate("contact", List.of(caller)).get(0)).isPresent();
            assertThat(session.mayRepeat("contact", caller)).isTrue();
            assertThat(session.mayRepeat("contact", create("{'name':'Nobody'}")))
                    .isFalse();
        }
    }

    @Test
    void eventsGoInBatchesAndBadOnesAreToldApart() {
        String sale = "{'event_type':'SALE','event_family':'CDP','payload':{'email':'lead1@cli.test','value':10}}";
        long requests = provider.requests();
        assertThat(integration.write("event", create(sale), create(sale), create(sale)))
                .extracting(WriteResult::outcome)
                .containsOnly(Outcome.CREATED);
        assertThat(provider.requests() - requests).isEqualTo(1);
        assertThat(integration.write("event", create(sale), create(sale.replace("SALE", "SAIL"))))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED);
        assertThat(provider.events()).isEqualTo(4);
        assertThatThrownBy(() -> integration.page("event", Optional.empty(), Optional.empty(), 1))
                .isInstanceOf(ValidationException.class);
    }

    /** Taken in, but the answer does not tell: sent again by itself, each would be a second conversion. */
    @Test
    void eventsWhoseAnswerIsUnreadableAreNotTakenForRefused() {
        var sale = create("{'event_type':'SALE','event_family':'CDP','payload':{'email':'lead1@cli.test','value':10}}");
        for (Fault fault : List.of(Fault.GARBAGE, Fault.HTML, Fault.DROP)) {
            provider.faults().once(fault);
            assertThat(integration.write("event", sale, sale)).hasSize(2).allSatisfy(result -> {
                assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(result.retryable()).isTrue();
            });
        }
        try (var session = integration.open()) {
            assertThat(session.mayRepeat("event", sale)).isFalse();
        }
    }

    @Test
    void anInterruptedContactIsFoundByItsAddress() {
        var lost = create("{'email':'lost@cli.test','name':'Lost'}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("contact", lost)).allMatch(WriteResult::retryable);
        try (var session = integration.open()) {
            assertThat(session.locate("contact", List.of(lost, create("{'email':'no@cli.test'}"))))
                    .extracting(Optional::isPresent)
                    .containsExactly(true, false);
            assertThat(session.mayRepeat("contact", lost)).isTrue();
        }
    }

    @Test
    void anApiKeySendsConversionsAndNothingElse() {
        TestIntegration keyed = connect(provider, "{'authentication':'API_KEY'}");
        assertThat(keyed.execute(
                                "convert",
                                "{'event_type':'CONVERSION','event_family':'CDP','payload':{'conversion_identifier':'ebook','email':'a@b.test'}}")
                        .has("event_uuid"))
                .isTrue();
        try (var session = keyed.open()) {
            assertThat(session.test().successful()).isTrue();
        }
        assertThatThrownBy(() -> keyed.execute("listSegmentations", "{}"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
    }

    @Test
    void theWaitIsReadFromTheProvidersOwnHeader() {
        provider.faults().on(Fault.RATE_LIMIT, 1, 1, 20745);
        assertThatThrownBy(() -> read(10))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(20745)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whoAmI|{}",
                "getContact|{'identifier':'email','value':'lead1@cli.test'}",
                "createContact|{'email':'new@cli.test','name':'New'}",
                "upsertContact|{'identifier':'email','value':'up@cli.test','fields':{'name':'Up'}}",
                "deleteContact|{'identifier':'email','value':'lead2@cli.test'}",
                "addTags|{'identifier':'email','value':'lead1@cli.test','tags':['a']}",
                "listContactEvents|{'uuid':'U','event_type':'CONVERSION'}",
                "getFunnel|{'identifier':'email','value':'lead1@cli.test'}",
                "updateFunnel|{'identifier':'email','value':'lead1@cli.test','opportunity':true}",
                "sendEvent|{'event_type':'CONVERSION','event_family':'CDP','payload':{'conversion_identifier':'e','email':'a@b.test'}}",
                "sendEvents|{'events':[{'event_type':'SALE','event_family':'CDP','payload':{}}]}",
                "listSegmentations|{'page':1,'page_size':10}",
                "listSegmentationContacts|{'segmentation':1}",
                "listFields|{}",
                "createField|{'api_identifier':'cf_x','data_type':'STRING','name':{},'label':{},'presentation_type':'TEXT_INPUT'}",
                "listEmails|{'page':1}",
                "getEmail|{'id':1}",
                "getAnalytics|{'report':'emails','start_date':'2026-01-01','end_date':'2026-01-31'}",
                "listLandingPages|{'page':1}",
                "listWorkflows|{}",
                "getWorkflow|{'id':'w'}",
                "addLeadsToWorkflow|{'id':'w','leads':[{'email':'a@b.test'}]}",
                "listWorkflowLeads|{'id':'w','what':'started'}",
                "listPopups|{}",
                "listEmbeddables|{}",
                "listActionLeads|{'id':'w','action':'a'}",
                "listWebhooks|{}"
            })
    void everyOperationReachesItsRoute(String operation, String parameters) {
        String uuid =
                provider.contact("lead1@cli.test").orElseThrow().path("uuid").asText();
        assertThat(integration.execute(operation, parameters.replace("'U'", "'" + uuid + "'")))
                .isNotNull();
    }

    @Test
    void theErrorsOfContactsAreToldWithTheirType() {
        assertThatThrownBy(() -> integration.execute("createContact", "{'email':'lead1@cli.test'}"))
                .hasMessageContaining("EMAIL_ALREADY_IN_USE");
        assertThatThrownBy(() -> integration.execute(
                        "upsertContact", "{'identifier':'email','value':'a@b.test','fields':{'email':'c@d.test'}}"))
                .hasMessageContaining("CONFLICTING_FIELD");
        assertThatThrownBy(() -> integration.execute("createField", "{'api_identifier':'x'}"))
                .hasMessageContaining("INVALID");
    }

    @Test
    void anotherSecretChangesTheAddressesThatAreThere() {
        try (var session = integration.open()) {
            var subscriber = session.webhookSubscriber();
            String first = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .handle();
            WebhookSubscriptionRequest other = new WebhookSubscriptionRequest(
                    TARGET, Optional.of("another-secret-of-ours"), Set.of("contact"), "a2", Optional.of(first));
            assertThat(subscriber.subscribe(other).handle().split(",")).containsExactlyInAnyOrder(first.split(","));
            assertThat(provider.subscribedAddresses())
                    .hasSize(2)
                    .allSatisfy(address -> assertThat(address).endsWith("?secret=another-secret-of-ours"));
        }
    }

    @Test
    void webhooksAreKnownByTheSecretInTheirAddress() {
        integration.execute(
                "registerWebhook", "{'url':'https://hooks.test/api/webhooks/1','event_type':'WEBHOOK.CONVERTED'}");
        assertThat(provider.subscribedAddress()).endsWith("?secret=" + SECRET);
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.faults().on(Fault.REORDERED_WEBHOOKS);
        provider.convert("lead1@cli.test", "ebook");
        provider.convert("lead2@cli.test", "ebook");
        List<Webhook> webhooks = provider.webhooks().take();
        List<WebhookVerdict> verdicts =
                webhooks.stream().map(webhook -> verify(webhook, SECRET)).toList();
        assertThat(verdicts).hasSize(4).allMatch(WebhookVerdict::genuine);
        assertThat(verdicts.stream().map(WebhookVerdict::deliveryId).distinct()).hasSize(2);
        assertThat(verdicts.get(0).event()).isEqualTo("WEBHOOK.CONVERTED");
        assertThat(verdicts.get(0).orderingKey())
                .isEqualTo(provider.contact("lead2@cli.test")
                        .orElseThrow()
                        .path("uuid")
                        .asText());
        assertThat(verdicts.get(0).records())
                .containsExactly(new ChangedRecord("contact", verdicts.get(0).orderingKey()));
        assertThat(verify(webhooks.get(0), "").genuine()).isFalse();
        assertThat(verify(webhooks.get(0), SECRET + "1").genuine()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'leads':[{'uuid':'u-1','opportunity':'false','last_conversion':{'created_at':'2026-01-01'}}]}|WEBHOOK.CONVERTED|u-1",
                "{'leads':[{'uuid':'u-1','opportunity':'true'}]}|WEBHOOK.MARKED_OPPORTUNITY|u-1",
                "{'event_name':'crm_deal_created','document':{'id':'d-1'}}|crm_deal_created|d-1",
                "{}||"
            })
    void olderFormsOfWebhooksAreReadAsWell(String body, String event, String key) {
        WebhookVerdict verdict = verify(
                new Webhook(Map.of(), Documents.object(body).toString().getBytes(StandardCharsets.UTF_8)), SECRET);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.event()).isEqualTo(event == null ? "" : event);
        assertThat(verdict.orderingKey()).isEqualTo(key == null ? "" : key);
    }

    private WebhookVerdict verify(Webhook webhook, String secret) {
        try (var session = integration.open()) {
            return session.verifyWebhook(new WebhookDelivery(Map.of(), webhook.body(), Map.of("secret", secret)));
        }
    }

    @Test
    void segmentationsAndFieldsAreEntitiesAsWell() {
        assertThat(integration.readAll("segmentation", Optional.empty(), 1)).hasSize(2);
        assertThat(integration.readAll("field", Optional.empty(), 10))
                .extracting(SourceRecord::externalId)
                .hasSize(1);
        assertThat(integration.readAll("email", Optional.empty(), 10)).hasSize(1);
        assertThat(integration.readAll("landing_page", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void fieldsOfTheAccountsOwnAreDiscovered() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .contains(new DataModel.Field("cf_segmento", "Segmento", "string", "", false, false));
        }
    }

    /** It is that contact's own limit: the others go on, and nobody waits for it. */
    @Test
    void aContactThatWasChangedTooOftenHoldsNoOtherBack() {
        String email = "lead2@cli.test";
        provider.limitContact(email);
        String uuid = provider.contact(email).orElseThrow().path("uuid").asText();
        List<WriteResult> results = integration.write(
                "contact", update(uuid, "{'city':'Recife'}"), create("{'email':'next@cli.test','name':'Next'}"));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.FAILED, Outcome.CREATED);
        assertThat(results.get(0).retryable()).isFalse();
        assertThat(results.get(0).reason()).contains("lead_limiter");
    }
}
