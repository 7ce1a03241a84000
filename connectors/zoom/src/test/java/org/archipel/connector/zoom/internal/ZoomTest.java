package org.archipel.connector.zoom.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.emulators.ZoomProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class ZoomTest extends ConnectorContract<ZoomProvider> {
    @Override
    protected ZoomProvider start() {
        return new ZoomProvider(70);
    }

    @Override
    protected TestIntegration connect(ZoomProvider emulator) {
        return new TestIntegration(
                new ZoomConnector(),
                emulator.uri(),
                Documents.object("{}"),
                Map.of("accessToken", ZoomProvider.TOKEN, "secretToken", ZoomProvider.SECRET_TOKEN));
    }

    @Override
    public String entity() {
        return "meeting";
    }

    @Override
    public int records() {
        return 70;
    }

    @Override
    public String draft(int number) {
        return "{'topic':'Draft " + number + "','type':2}";
    }

    @Override
    public Optional<Webhook> timedWebhook() {
        provider.tell("meeting.created");
        return Optional.of(provider.webhooks().take().get(0));
    }

    @Override
    public List<String> secrets() {
        return List.of(ZoomProvider.TOKEN, ZoomProvider.SECRET_TOKEN);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "createMeeting|{'user':'me','topic':'x'}",
                "endMeeting|{'meeting':'1'}",
                "getPastMeeting|{'meeting':'1'}",
                "listPastParticipants|{'meeting':'1'}",
                "listRegistrants|{'meeting':'1'}",
                "addRegistrant|{'meeting':'1','email':'a@b.test','first_name':'A'}",
                "getUser|{'user':'U1'}",
                "setUserStatus|{'user':'U1','action':'activate'}",
                "checkEmail|{'email':'a@b.test'}");
    }

    @Test
    void meetingsAndUsersAreMadeChangedAndDeleted() {
        List<WriteResult> results = integration.write("meeting", create("{'topic':'Demo'}"), create("{'x':1}"));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED);
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration.write("meeting", update(id, "{'topic':'Moved'}"), delete(id), delete(id)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED);
        assertThat(integration
                        .write("user", create("{'email':'new@acme.test','type':1}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.CREATED);
        assertThat(integration.readAll("user", Optional.empty(), 10)).hasSize(2);
    }

    @Test
    void eventsAreSignedAndTheAddressIsChecked() {
        provider.tell("meeting.created");
        var event = provider.webhooks().take().get(0);
        var verdict = integration.verify(event);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.orderingKey()).isEqualTo("81234567890");
        assertThat(verdict.records()).containsExactly(new ChangedRecord("meeting", "81234567890"));
        assertThat(integration.verify(event.headers(), new byte[] {'{', '}'}).genuine())
                .isFalse();
        provider.check("plain");
        var check = provider.webhooks().take().get(0);
        assertThat(integration.answerCheck(check, Map.of()).orElseThrow().text())
                .contains("encryptedToken")
                .contains("plain");
        assertThat(integration.answerCheck(event, Map.of())).isEmpty();
    }

    /** Read by itself it has the form in which it is listed: whichever comes last, the hub's record is the same. */
    @Test
    void aMeetingThatIsToldOfIsReadAsItIsListed() {
        var listed = read(1000).get(0);
        try (var session = integration.open()) {
            assertThat(session.canFetch("meeting")).isTrue();
            assertThat(session.fetch("meeting", listed.externalId())
                            .orElseThrow()
                            .data())
                    .isEqualTo(listed.data());
            assertThat(session.fetch("meeting", "404")).isEmpty();
            assertThat(session.fetch("meeting", "80000000000"))
                    .as("that of another user of the account")
                    .isEmpty();
        }
    }

    /** Otherwise it would change with each way to read it. */
    @Test
    void aLongAgendaIsTheSameListedAndReadAlone() {
        String agenda = "a".repeat(300);
        String id = integration
                .write("meeting", create(draft(1).replaceFirst("}$", ",'agenda':'" + agenda + "'}")))
                .get(0)
                .externalId()
                .orElseThrow();
        var listed = read(1000).stream()
                .filter(meeting -> meeting.externalId().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(listed.data().path("agenda").asText()).hasSize(250);
        try (var session = integration.open()) {
            assertThat(session.fetch("meeting", id).orElseThrow().data()).isEqualTo(listed.data());
        }
    }

    @Test
    void whoJoinsInOneMomentIsToldApart() {
        provider.join("Ana", 1_777_900_000_000L);
        provider.join("Bia", 1_777_900_000_000L);
        var events = provider.webhooks().take();
        assertThat(integration.verify(events.get(0)).deliveryId())
                .isNotEqualTo(integration.verify(events.get(1)).deliveryId());
    }

    @Test
    void anEventOfSomethingElseConcernsNoEntity() {
        provider.tell("recording.completed");
        var verdict = integration.verify(provider.webhooks().take().get(0));
        assertThat(verdict.records()).extracting(ChangedRecord::entity).containsExactly("nothing");
    }

    @Test
    void fromServerToServerTheUserIsNamed() {
        provider.serverToServer();
        TestIntegration server = new TestIntegration(
                new ZoomConnector(),
                provider.uri(),
                Documents.object("{'authentication':'SERVER_TO_SERVER','accountId':'A1','user':'U1'}"),
                Map.of("accessToken", ZoomProvider.TOKEN));
        try (var session = server.open()) {
            assertThat(session.test().successful()).isTrue();
        }
        assertThat(server.readAll("meeting", Optional.empty(), 100)).hasSize(70);
    }

    @Test
    void aUuidWithSlashesIsOnePartOfAPath() {
        assertThat(integration
                        .execute("getPastMeeting", "{'meeting':'/a//b=='}")
                        .path("id")
                        .asText())
                .isEqualTo("%2Fa%2F%2Fb%3D%3D");
    }
}
