package org.archipel.connector.bitrix24.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Bitrix24Provider;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitrixTest extends ConnectorContract<Bitrix24Provider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "deal";
    }

    @Override
    public int registrations() {
        return 3;
    }

    @Override
    public TestIntegration subscriber() {
        return application();
    }

    private static final int CONTACT = 3;

    @Override
    protected Bitrix24Provider start() {
        return new Bitrix24Provider(230);
    }

    @Override
    protected TestIntegration connect(Bitrix24Provider emulator) {
        return connect(
                emulator, "{'authentication':'WEBHOOK','user':7,'memberId':'" + Bitrix24Provider.MEMBER_ID + "'}");
    }

    private static TestIntegration connect(Bitrix24Provider emulator, String config) {
        List<String> tokens = emulator.connect();
        Map<String, String> credentials = new HashMap<>();
        credentials.put("webhookCode", Bitrix24Provider.CODE);
        credentials.put("clientId", Bitrix24Provider.CLIENT_ID);
        credentials.put("clientSecret", Bitrix24Provider.CLIENT_SECRET);
        credentials.put("applicationToken", Bitrix24Provider.APPLICATION_TOKEN);
        credentials.put("accessToken", tokens.get(0));
        credentials.put("refreshToken", tokens.get(1));
        return new TestIntegration(new BitrixConnector(), emulator.uri(), Documents.object(config), credentials);
    }

    private TestIntegration application() {
        return connect(
                provider,
                "{'authentication':'OAUTH2','portal':'acme.bitrix24.com','tokenUrl':'" + provider.uri()
                        + "/oauth/token/'}");
    }

    @Override
    public String entity() {
        return "contact";
    }

    @Override
    public int records() {
        return 230;
    }

    @Override
    public String written() {
        return "deal";
    }

    @Override
    public String draft(int number) {
        return "{'title':'Draft " + number + "'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(Bitrix24Provider.CODE, Bitrix24Provider.CLIENT_SECRET);
    }

    @Test
    void pagesAreReadManyAtATime() {
        long requests = provider.requests();
        assertThat(read(1000)).hasSize(230).allSatisfy(contact -> {
            assertThat(contact.modifiedAt()).isPresent();
            assertThat(contact.data().at("/fm/0/value").asText()).endsWith("@cli.test");
        });
        assertThat(provider.requests() - requests).isEqualTo(1);
        requests = provider.requests();
        assertThat(read(200)).hasSize(230);
        assertThat(provider.requests() - requests).isEqualTo(2);
    }

    @Test
    void aReadGoesOnWhereRecordsCameAndWentMeanwhile() {
        var first = integration.page("contact", Optional.empty(), Optional.empty(), 100);
        integration.write("contact", delete("1"), delete("2"), delete("150"), create("{'name':'New'}"));
        var rest = integration.page("contact", first.nextCursor(), Optional.empty(), 1000);
        assertThat(rest.records())
                .hasSize(130)
                .extracting(SourceRecord::externalId)
                .doesNotContain("150");
        assertThat(rest.hasMore()).isFalse();
    }

    @Test
    void onlyChangesAreAskedFor() {
        Instant later = Instant.now().plusSeconds(5);
        assertThat(integration.readAll("contact", Optional.of(later), 100)).isEmpty();
        assertThat(integration.readAll("contact", Optional.of(later.minusSeconds(3600)), 100))
                .hasSize(230);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deal", "lead", "company", "contact"})
    void itemsOfEveryTypeAreMadeChangedAndDeleted(String entity) {
        String id = integration
                .write(
                        entity,
                        create("{'title':'Deal 42','opportunity':1500.5,'opened':true,'comments':'a&b=c [x] ç'}"))
                .get(0)
                .externalId()
                .orElseThrow();
        var made = provider.item(ItemType.of(entity).number(), id);
        assertThat(made.path("title").asText()).isEqualTo("Deal 42");
        assertThat(made.path("opened").asText()).isEqualTo("Y");
        assertThat(made.path("comments").asText()).isEqualTo("a&b=c [x] ç");
        assertThat(integration.write(
                        entity,
                        update(id, "{'title':'Deal 43'}"),
                        update("99999", "{'title':'x'}"),
                        delete(id),
                        delete("99999")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.FAILED, Outcome.DELETED, Outcome.UNCHANGED);
    }

    @Test
    void aHundredRecordsAreWrittenInTwoRequestsWithAResultEach() {
        WriteRecord[] records = IntStream.range(0, 100)
                .mapToObj(i -> create("{'title':'D" + i + "','opportunity':'" + (i == 70 ? "abc" : "1") + "'}"))
                .toArray(WriteRecord[]::new);
        long requests = provider.requests();
        List<WriteResult> results = integration.write("deal", records);
        assertThat(provider.requests() - requests).isEqualTo(2);
        assertThat(results).hasSize(100);
        assertThat(results.get(70).reason()).contains("CRM_FIELD_ERROR_VALUE_NOT_VALID");
        assertThat(results.stream().filter(result -> result.outcome() == Outcome.CREATED))
                .hasSize(99);
    }

    @Test
    void refusedCredentialsAreNoRecordsFailure() {
        provider.faults().on(Fault.EXPIRED_TOKEN);
        WriteRecord[] records = IntStream.range(0, 60)
                .mapToObj(i -> create("{'title':'D" + i + "'}"))
                .toArray(WriteRecord[]::new);
        long requests = provider.requests();
        assertThat(integration.write("deal", records))
                .hasSize(60)
                .allMatch(result -> result.outcome() == Outcome.NOT_SENT && !result.retryable());
        assertThat(provider.requests() - requests).isEqualTo(1);
    }

    @Test
    void creationsWhoseAnswerWasLostAreFoundByTheirOrigin() {
        WriteRecord one = create("{'title':'One'}");
        WriteRecord other = create("{'title':'Other'}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("deal", one)).allMatch(WriteResult::retryable);
        try (var session = integration.open()) {
            List<Optional<String>> found = session.locate("deal", List.of(one, other));
            assertThat(found.get(0)).isPresent();
            assertThat(found.get(1)).isEmpty();
        }
        assertThat(provider.creations()).isEqualTo(1);
    }

    /** An origin without a value is none: it is found by that which took its place. */
    @Test
    void anEmptyOriginIsReplaced() {
        for (String origin : List.of("null", "''")) {
            WriteRecord record = create("{'title':'One','originId':" + origin + ",'originatorId':" + origin + "}");
            integration.write("deal", record);
            try (var session = integration.open()) {
                assertThat(session.locate("deal", List.of(record)).get(0)).isPresent();
            }
        }
        WriteRecord own = create("{'title':'Own','originId':'42','originatorId':'shop'}");
        String id = integration.write("deal", own).get(0).externalId().orElseThrow();
        assertThat(provider.item(2, id).path("originId").asText()).isEqualTo("42");
    }

    @Test
    void multipleValuesAreEmptied() {
        String id = integration
                .write("deal", create("{'title':'One','contactIds':[43,44]}"))
                .get(0)
                .externalId()
                .orElseThrow();
        assertThat(provider.item(2, id).path("contactIds")).hasSize(2);
        integration.write("deal", update(id, "{'contactIds':[]}"));
        assertThat(provider.item(2, id).path("contactIds")).isEmpty();
        assertThat(provider.item(2, id).path("contactIds").isContainerNode()).isTrue();
    }

    /** A portal can be renamed; its former host then tells of the new one. */
    @Test
    void aRenamedPortalTellsItsNewHost() {
        provider.faults().once(Fault.FOREIGN_REDIRECT);
        assertThat(integration.write("deal", create("{'title':'One'}")).get(0).reason())
                .contains("moved to https://elsewhere.invalid");
    }

    @Test
    void anApplicationRefreshesItsToken() {
        TestIntegration application = application();
        provider.endAccessTokens();
        assertThat(application.readAll("contact", Optional.empty(), 1000)).hasSize(230);
        assertThat(provider.refreshes()).isEqualTo(1);
    }

    @Test
    void thePortalTellsItsFields() {
        DataModel model;
        try (var session = integration.open()) {
            model = session.discover();
        }
        assertThat(model.entities()).extracting(DataModel.Entity::name).contains("lead", "deal", "contact", "company");
        assertThat(model.entities().get(0).fields())
                .contains(
                        new DataModel.Field("id", "ID", "integer", "", false, true),
                        new DataModel.Field("updatedTime", "Modified", "string", "date-time", false, true),
                        new DataModel.Field("fm", "Phones and addresses", "array", "", false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whoAmI|{}",
                "scope|{}",
                "getApp|{}",
                "listItems|{'entityTypeId':3,'filter':{'>id':'10'},'start':-1}",
                "getItem|{'entityTypeId':3,'id':1}",
                "addItem|{'entityTypeId':2,'fields':{'title':'x'}}",
                "updateItem|{'entityTypeId':3,'id':1,'fields':{'name':'y'}}",
                "deleteItem|{'entityTypeId':3,'id':2}",
                "listFields|{'entityTypeId':2}",
                "importItem|{'entityTypeId':2,'fields':{'title':'x'}}",
                "importItems|{'entityTypeId':2,'data':[]}",
                "listPipelines|{'entityTypeId':2}",
                "listStages|{'filter':{'ENTITY_ID':'DEAL_STAGE'}}",
                "findDuplicates|{'type':'EMAIL','values':['c1@cli.test']}",
                "listProductRows|{'filter':{}}",
                "setProductRows|{'ownerId':1,'ownerType':'D','productRows':[]}",
                "batch|{'cmd':{'a':'crm.item.get?entityTypeId=3&id=1'}}",
                "bindEvent|{'event':'ONCRMDEALUPDATE','handler':'https://h.test'}",
                "unbindEvent|{'event':'ONCRMDEALUPDATE','handler':'https://h.test'}",
                "listBindings|{}",
                "listEvents|{}",
                "takeOfflineEvents|{'clear':0}",
                "listOfflineEvents|{}",
                "clearOfflineEvents|{'process_id':'abc'}",
                "failOfflineEvents|{'process_id':'abc'}",
                "call|{'method':'crm.item.get','parameters':{'entityTypeId':3,'id':1}}"
            })
    void everyOperationReachesItsMethod(String operation, String parameters) {
        assertThat(application().execute(operation, parameters).has("result")).isTrue();
    }

    /** An inbound webhook may bind nothing. */
    @Test
    void onlyAnApplicationAsksForEvents() {
        try (var session = integration.open()) {
            assertThat(session.webhookSubscriber().tells("deal")).isFalse();
        }
    }

    @Test
    void anEventThatIsBoundAlreadyCountsAsBound() {
        TestIntegration application = application();
        String binding = "{'event':'ONCRMCONTACTUPDATE','handler':'https://h.test'}";
        application.execute("bindEvent", binding);
        assertThat(application.execute("bindEvent", binding).path("result").asBoolean())
                .isTrue();
        assertThatThrownBy(() -> application.execute("bindEvent", "{'event':'x','handler':'https://h.test'}"))
                .hasMessageContaining("ERROR_EVENT_NOT_FOUND");
        assertThatThrownBy(() -> integration.execute("bindEvent", binding)).hasMessageContaining("ACCESS_DENIED");
    }

    @Test
    void eventsAreKnownByTheApplicationToken() {
        application().execute("bindEvent", "{'event':'ONCRMCONTACTUPDATE','handler':'https://h.test'}");
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.faults().on(Fault.REORDERED_WEBHOOKS);
        provider.change(CONTACT, 1, "name", "Changed");
        provider.change(CONTACT, 2, "name", "Changed");
        List<Webhook> events = provider.webhooks().take();
        List<WebhookVerdict> verdicts = events.stream().map(integration::verify).toList();
        assertThat(verdicts).hasSize(4).allMatch(WebhookVerdict::genuine);
        assertThat(verdicts.stream().map(WebhookVerdict::deliveryId).distinct()).hasSize(2);
        assertThat(verdicts.get(0).orderingKey()).isEqualTo("CONTACT/2");
        assertThat(verdicts.get(0).records()).containsExactly(new ChangedRecord("contact", "2"));
        assertThat(verdicts.get(0).event()).isEqualTo("ONCRMCONTACTUPDATE");
        String body = new String(events.get(0).body(), StandardCharsets.UTF_8);
        assertThat(verify(body.replace(Bitrix24Provider.APPLICATION_TOKEN, "0")).genuine())
                .isFalse();
        assertThat(verify(body.replace(Bitrix24Provider.MEMBER_ID, "0")).genuine())
                .isFalse();
        assertThat(verify("%zz&[]=&a[b").genuine()).isFalse();
    }

    private WebhookVerdict verify(String body) {
        return integration.verify(Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusalsTellTheProvidersCode() {
        assertThatThrownBy(() -> integration.execute("call", "{'method':'no.such.method','parameters':{}}"))
                .hasMessageContaining("ERROR_METHOD_NOT_FOUND");
        assertThatThrownBy(() -> integration.execute("listItems", "{'entityTypeId':3,'filter':{'unknownField':1}}"))
                .hasMessageContaining("INVALID_ARG_VALUE");
    }

    /** A portal works on through a batch whose caller has gone: what is not found yet may still come. */
    @Test
    void anItemThatIsNotFoundIsNotMadeAgain() {
        try (var session = integration.open()) {
            assertThat(session.mayRepeat("deal", create("{'title':'One'}"))).isFalse();
        }
    }

    @Test
    void aDealThatMovesToAnotherPipelineIsADeal() {
        String body = "event=ONCRMDEALMOVETOCATEGORY&data[FIELDS][ID]=7&ts=1736405807&auth[member_id]="
                + Bitrix24Provider.MEMBER_ID + "&auth[application_token]=" + Bitrix24Provider.APPLICATION_TOKEN;
        assertThat(verify(body).records()).containsExactly(new ChangedRecord("deal", "7"));
    }
}
