package org.archipel.connector.slack.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.SlackProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTest extends ConnectorContract<SlackProvider> {
    @Override
    protected SlackProvider start() {
        return new SlackProvider(250);
    }

    @Override
    protected TestIntegration connect(SlackProvider emulator) {
        return new TestIntegration(
                new SlackConnector(),
                emulator.uri(),
                Documents.object("{'channel':'C1'}"),
                Map.of("token", SlackProvider.TOKEN, "signingSecret", SlackProvider.SIGNING_SECRET));
    }

    @Override
    public String entity() {
        return "user";
    }

    @Override
    public int records() {
        return 250;
    }

    @Override
    public Optional<Webhook> timedWebhook() {
        provider.say("hi");
        return Optional.of(provider.webhooks().take().get(0));
    }

    @Override
    public List<String> secrets() {
        return List.of(SlackProvider.TOKEN, SlackProvider.SIGNING_SECRET);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "postMessage|{'channel':'C1','text':'x'}",
                "listChannels|{'limit':10}",
                "getChannel|{'channel':'C1'}",
                "listMessages|{'channel':'C1'}",
                "listMembers|{'channel':'C1'}",
                "createChannel|{'name':'new'}",
                "joinChannel|{'channel':'C1'}",
                "listUsers|{}",
                "getUser|{'user':'U1'}",
                "findUser|{'email':'u1@acme.test'}",
                "addReaction|{'channel':'C1','timestamp':'1','name':'ok'}");
    }

    @Test
    void messagesAreSentReadAndChanged() {
        List<WriteResult> results = integration.write("message", create("{'text':'hello'}"), create("{'nothing':1}"));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.CREATED, Outcome.FAILED);
        assertThat(results.get(1).reason()).contains("no_text");
        String ts = results.get(0).externalId().orElseThrow();
        assertThat(integration
                        .write("message", update(ts, "{'text':'hello again'}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(integration.readAll("message", Optional.empty(), 10))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.data().path("text").asText()).isEqualTo("hello again"));
        assertThat(integration.readAll("channel", Optional.empty(), 10)).hasSize(1);
        assertThat(integration
                        .write("channel", create("{'name':'general'}"))
                        .get(0)
                        .reason())
                .contains("name_taken");
    }

    @Test
    void eventsAreSignedAndTheAddressIsChecked() {
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.say("hi");
        var events = provider.webhooks().take();
        assertThat(events)
                .hasSize(2)
                .allMatch(event -> integration.verify(event).genuine());
        assertThat(integration.verify(events.get(0)).deliveryId())
                .isEqualTo(integration.verify(events.get(1)).deliveryId());
        assertThat(integration.verify(events.get(0)).event()).isEqualTo("message");
        assertThat(integration.verify(events.get(0)).records())
                .extracting(ChangedRecord::entity)
                .containsExactly("message");
        assertThat(integration
                        .verify(events.get(0).headers(), new byte[] {'{', '}'})
                        .genuine())
                .isFalse();
        provider.faults().clear();
        provider.check("abc123");
        var check = provider.webhooks().take().get(0);
        assertThat(integration.answerCheck(check, Map.of()).orElseThrow().text())
                .isEqualTo("abc123");
        assertThat(integration.answerCheck(events.get(0), Map.of())).isEmpty();
    }

    @Test
    void messagesAndChannelsThatAreToldOfAreReadAlone() {
        String ts = integration
                .write("message", create("{'text':'hello'}"))
                .get(0)
                .externalId()
                .orElseThrow();
        integration.write("message", create("{'text':'another'}"));
        try (var session = integration.open()) {
            assertThat(session.fetch("message", ts)
                            .orElseThrow()
                            .data()
                            .path("text")
                            .asText())
                    .isEqualTo("hello");
            assertThat(session.fetch("message", "1.000001")).isEmpty();
            assertThat(session.fetch("channel", "C1")
                            .orElseThrow()
                            .data()
                            .path("name")
                            .asText())
                    .isEqualTo("general");
            assertThat(session.fetch("channel", "C1").orElseThrow().data())
                    .as("alike, whether it is listed or asked for alone")
                    .isEqualTo(integration.readAll("channel", Optional.empty(), 100).stream()
                            .filter(channel -> channel.externalId().equals("C1"))
                            .findFirst()
                            .orElseThrow()
                            .data());
            assertThat(session.fetch("channel", "C404")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'message','subtype':'message_changed','channel':'C1','ts':'9.1','message':{'ts':'1.1'}}|message|1.1",
                "{'type':'message','subtype':'message_deleted','channel':'C1','ts':'9.1','deleted_ts':'1.1'}|message|1.1",
                "{'type':'message','channel':'C2','ts':'1.1'}|nothing|-",
                "{'type':'channel_archive','channel':'C2'}|channel|C2",
                "{'type':'group_rename','channel':{'id':'G1'}}|channel|G1",
                "{'type':'group_archive','channel':'G1'}|channel|G1",
                "{'type':'member_joined_channel','channel':'C2','user':'U1'}|channel|C2",
                "{'type':'reaction_added','user':'U1'}|nothing|-"
            })
    void anEventNamesWhatItIsAbout(String event, String entity, String id) {
        provider.happen(event.replace("'", "\""));
        assertThat(integration.verify(provider.webhooks().take().get(0)).records())
                .containsExactly(new ChangedRecord(entity, id));
    }
}
