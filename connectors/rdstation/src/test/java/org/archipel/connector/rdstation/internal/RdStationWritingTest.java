package org.archipel.connector.rdstation.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;

/** Contacts and events that are written. */
class RdStationWritingTest extends RdStationAccount {
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
}
