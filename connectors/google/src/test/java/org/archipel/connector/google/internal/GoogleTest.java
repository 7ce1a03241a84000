package org.archipel.connector.google.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.GoogleProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class GoogleTest extends ConnectorContract<GoogleProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "event";
    }

    @Override
    public int registrations() {
        return 1;
    }

    @Override
    public boolean tellsOfLoss() {
        return false;
    }

    @Override
    protected GoogleProvider start() {
        return new GoogleProvider(300);
    }

    @Override
    protected TestIntegration connect(GoogleProvider emulator) {
        return new TestIntegration(
                new GoogleConnector(),
                emulator.uri(),
                Documents.object("{}"),
                Map.of("accessToken", GoogleProvider.TOKEN, "webhookSecret", "a-webhook-secret-of-ours"));
    }

    @Override
    public String entity() {
        return "event";
    }

    @Override
    public int records() {
        return 300;
    }

    @Override
    public String draft(int number) {
        return "{'summary':'Draft " + number + "','start':{'date':'2026-05-04'},'end':{'date':'2026-05-05'}}";
    }

    @Override
    public List<String> secrets() {
        return List.of(GoogleProvider.TOKEN);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "listEvents|{'calendar':'primary','maxResults':5}",
                "getEvent|{'calendar':'primary','event':'e1'}",
                "listInstances|{'calendar':'primary','event':'e1'}",
                "moveEvent|{'calendar':'primary','event':'e1','destination':'c2'}",
                "quickAdd|{'calendar':'primary','text':'Lunch'}",
                "importEvent|{'calendar':'primary','iCalUID':'u','start':{},'end':{}}",
                "listCalendars|{}",
                "createCalendar|{'summary':'x'}",
                "freeBusy|{'timeMin':'a','timeMax':'b','items':[]}",
                "watchEvents|{'calendar':'primary','id':'a','address':'https://hub.test/w'}",
                "stopWatching|{'id':'a','resourceId':'r1'}",
                "searchContacts|{'query':'a','readMask':'names'}",
                "listContactGroups|{}",
                "createContacts|{'contacts':[],'readMask':'names'}",
                "updateContacts|{'contacts':{},'updateMask':'names'}",
                "deleteContacts|{'resourceNames':[]}");
    }

    @Test
    void changesBringDeletions() {
        Instant before = Instant.now();
        integration.write("event", delete("e7"));
        assertThat(read(1000)).hasSize(299);
        assertThat(integration.readAll("event", Optional.of(before), 100))
                .singleElement()
                .satisfies(event -> assertThat(event.deleted()).isTrue());
        assertThat(integration.write("event", delete("e7")).get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anEventIsMadeOnceUnderAnIdOfItsChange() {
        var record = create("{'summary':'Kick-off','start':{'date':'2026-05-04'},'end':{'date':'2026-05-05'}}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("event", record).get(0).retryable()).isTrue();
        try (var session = integration.open()) {
            assertThat(session.locate("event", List.of(record)).get(0)).isPresent();
        }
        assertThat(provider.creations()).isEqualTo(1);
        assertThat(integration
                        .write("event", update("e1", "{'summary':'Moved'}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
    }

    @Test
    void aChangeOfAnotherVersionThanTheOneReadIsNotMade() {
        for (String entity : List.of("event", "contact")) {
            SourceRecord read =
                    integration.readAll(entity, Optional.empty(), 100).get(0);
            String id = read.externalId();
            assertThat(read.version()).isPresent();
            boolean event = entity.equals("event");
            if (event) {
                provider.change("e1", Documents.object("{'summary':'Changed by somebody else'}"));
            }
            Optional<String> stale = event ? read.version() : Optional.of("an older one");
            var change = new WriteRecord(Optional.of(id), Documents.object("{'summary':'Ours'}"), false, "k1", stale);

            WriteResult refused = integration.write(entity, change).get(0);

            assertThat(refused.outcome()).isEqualTo(Outcome.STALE);
            try (var session = integration.open()) {
                SourceRecord present = session.fetch(entity, id).orElseThrow();
                var again = new WriteRecord(
                        Optional.of(id), Documents.object("{'summary':'Ours'}"), false, "k2", present.version());
                assertThat(session.write(entity, List.of(again)).get(0).outcome())
                        .isEqualTo(Outcome.UPDATED);
                assertThat(session.fetch(entity, event ? "e9999" : "people/none"))
                        .isEmpty();
            }
        }
        assertThat(provider.event("e1").path("summary").asText()).isEqualTo("Ours");
    }

    @Test
    void aContactWhoseCreationWasInterruptedIsNotSentAgain() {
        try (var session = integration.open()) {
            assertThat(session.mayRepeatCreations("event")).isTrue();
            assertThat(session.mayRepeatCreations("contact")).isFalse();
        }
    }

    @Test
    void contactsAreReadAndWrittenWithTheirEtags() {
        assertThat(integration.readAll("contact", Optional.empty(), 70)).hasSize(300);
        String name = integration
                .write("contact", create("{'names':[{'givenName':'Bia'}]}"))
                .get(0)
                .externalId()
                .orElseThrow();
        assertThat(integration.write(
                        "contact",
                        update(name, "{'names':[{'givenName':'Ana'}]}"),
                        delete(name),
                        delete(name),
                        update(name, "{'names':[]}")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED, Outcome.FAILED);
        assertThat(integration
                        .write("contact", update("people/../x", "{'names':[]}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void notificationsAreKnownByTheTokenOfTheirChannel() {
        integration.execute("watchEvents", "{'calendar':'primary','id':'ch1','address':'https://hub.test/w'}");
        provider.notifyWatchers();
        var webhook = provider.webhooks().take().get(0);
        assertThat(integration.verify(webhook).genuine()).isTrue();
        assertThat(integration.verify(webhook).event()).isEqualTo("exists");
        assertThat(integration.verify(Map.of(), webhook.body()).genuine()).isFalse();
    }

    /** The outcome of each call was lost, as of a provider that is slower than the time limit. */
    @Test
    void howeverManyChannelsWereLostAnotherOneIsHad() {
        for (String id : List.of("a1", "a1-1", "a1-2", "a1-3", "a1-4", "a1-5")) {
            integration.execute(
                    "watchEvents", "{'calendar':'primary','id':'" + id + "','address':'https://hub.test/w'}");
        }
        var request = new WebhookSubscriptionRequest(
                URI.create("https://hub.test/w"), Optional.empty(), Set.of("event"), "a1", Optional.empty());
        try (var session = integration.open()) {
            assertThat(session.webhookSubscriber().subscribe(request).handle()).startsWith("a1-");
        }
        assertThat(provider.subscribedAddresses()).hasSize(1);
    }

    /** Changes are kept for weeks only: an integration that stood still for longer reads everything once. */
    @Test
    void whereChangesGoBackTooFarEverythingIsRead() {
        provider.forgetChangesBefore(Instant.now().minusSeconds(3_600));
        Optional<Instant> longAgo = Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
        List<SourceRecord> read = new ArrayList<>();
        try (var session = integration.open()) {
            Optional<JsonNode> cursor = Optional.empty();
            boolean more = true;
            while (more) {
                ReadPage page = session.read(new ReadRequest("event", cursor, 100, longAgo));
                assertThat(page.unchanged()).as("it tells what is gone").isPresent();
                assertThat(page.resumable()).isFalse();
                read.addAll(page.records());
                cursor = page.nextCursor();
                more = page.hasMore();
            }
        }
        assertThat(read).hasSize(300);
        assertThat(integration.readAll("event", longAgo, 100))
                .as("with a session for each page")
                .hasSize(300);
    }

    /** Calendars of holidays have a number sign in their name. */
    @Test
    void theNameOfACalendarMayHaveAnyCharacter() {
        TestIntegration holidays = new TestIntegration(
                new GoogleConnector(),
                provider.uri(),
                Documents.object("{'calendar':'pt.brazilian#holiday@group.v.calendar.google.com'}"),
                Map.of("accessToken", GoogleProvider.TOKEN));
        assertThat(holidays.readAll("event", Optional.empty(), 1000)).hasSize(300);
    }
}
