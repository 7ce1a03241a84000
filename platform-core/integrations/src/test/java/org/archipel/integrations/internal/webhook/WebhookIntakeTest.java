package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.base.Hmac;
import org.archipel.integrations.internal.fakes.FakeReference;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.fakes.VerifyingConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.model.WebhookSettings.Scheme;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.rest.ProblemException;

/** Webhooks that come in: what is taken, once, or turned away. */
class WebhookIntakeTest extends ReceivedWebhooks {
    @DatabaseTest
    void aGenuineWebhookIsStoredToldOfAndStartsASync() {
        Integration integration = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.REALTIME);
        var reception = intake.receive(integration.id(), standard("m1", "{\"id\":7}", now()), ADDRESS);
        assertThat(reception.duplicate()).isFalse();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(archive.list(integration, WebhookArchive.Waiting.DONE, "~", 10)
                            .rows())
                    .hasSize(1);
            assertThat(house.jobs.list(house.organization, null, null, 10).items())
                    .filteredOn(
                            job -> job.input().path("integrationId").asText().equals(integration.id()))
                    .singleElement()
                    .satisfies(job ->
                            assertThat(job.input().path("realTime").asBoolean()).isTrue());
        });
        assertThat(received(integration)).isEqualTo(1);
        assertThat(house.outbox
                        .events("webhook.received")
                        .get(0)
                        .data()
                        .at("/payload/id")
                        .asInt())
                .isEqualTo(7);
    }

    @DatabaseTest
    void whileTheConnectorIsAwayTheSenderIsAskedToComeAgain() {
        Integration integration = house.active();
        WebhookDelivery delivery = standard("m1", "{}", now());
        house.connectors.removeConnector(house.remote, house.reference);
        assertThatThrownBy(() -> intake.receive(integration.id(), delivery, ADDRESS))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.retryAfter()).isPresent();
                });
        house.connectors.addConnector(house.remote, house.reference);
        assertThatThrownBy(() -> intake.receive(integration.id(), delivery, ADDRESS))
                .as("this connector takes none")
                .isInstanceOf(NotFoundException.class);
    }

    @DatabaseTest
    void aWebhookIsVerifiedToItsEndThoughItsReceiverIsForgottenMeanwhile() {
        AtomicReference<String> id = new AtomicReference<>();
        var connector = new VerifyingConnector(house.remote.definition(), () -> receivers.forget(id.get()));
        house.connectors.addConnector(connector, new FakeReference(Map.of()));
        IntegrationDraft base = House.draft();
        id.set(house.active(new IntegrationDraft(
                        "Verified",
                        null,
                        null,
                        VerifyingConnector.ID,
                        base.config(),
                        base.credentials(),
                        base.fieldMappings(),
                        null,
                        base.syncSettings(),
                        null))
                .id());
        Receiver former = receivers.enter(id.get()).orElseThrow();
        former.verifier.leave();

        assertThat(intake.receive(id.get(), standard("m1", "{}", now()), ADDRESS)
                        .duplicate())
                .isFalse();

        assertThat(former.verifier.enter()).as("it is closed").isFalse();
        assertThat(intake.receive(id.get(), standard("m2", "{\"id\":2}", now()), ADDRESS)
                        .duplicate())
                .isFalse();
    }

    @DatabaseTest
    void aRepetitionIsTakenOnce() throws Exception {
        Integration integration = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.MANUAL);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            WebhookDelivery delivery = standard("m" + i % 4, "{}", now());
            results.add(threads.submit(
                    () -> intake.receive(integration.id(), delivery, ADDRESS).duplicate()));
        }
        int fresh = 0;
        for (Future<Boolean> result : results) {
            fresh += result.get() ? 0 : 1;
        }
        threads.shutdown();
        assertThat(fresh).isEqualTo(4);
        await().atMost(Duration.ofMinutes(1)).until(() -> received(integration) == 4);
    }

    @DatabaseTest
    void forgeriesOldOnesAndUnknownSendersAreRefusedCountedAndToldOf() {
        Integration integration = integration(
                Settings.webhook("scheme", Scheme.STANDARD, "allowedAddresses", List.of("192.0.2.0/24")),
                Frequency.MANUAL);
        WebhookDelivery good = standard("m1", "{}", now());
        WebhookDelivery forged = new WebhookDelivery(good.headers(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertRefused(() -> intake.receive(integration.id(), forged, ADDRESS), ErrorCode.AUTHENTICATION_ERROR);
        assertRefused(
                () -> intake.receive(integration.id(), standard("m1", "{}", now() - 400), ADDRESS),
                ErrorCode.AUTHENTICATION_ERROR);
        assertRefused(
                () -> intake.receive(integration.id(), standard("m1", "{}", now() + 400), ADDRESS),
                ErrorCode.AUTHENTICATION_ERROR);
        assertRefused(
                () -> intake.receive(integration.id(), new WebhookDelivery(Map.of(), new byte[0]), ADDRESS),
                ErrorCode.AUTHENTICATION_ERROR);
        assertThatThrownBy(() -> intake.receive(integration.id(), good, "198.51.100.1"))
                .isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> intake.receive("no-such-id", good, ADDRESS)).isInstanceOf(NotFoundException.class);
        assertThat(intake.refused(integration.id())).isEqualTo(5);
        assertThat(house.outbox.events("webhook.refused")).hasSize(1);
        assertThat(intake.receive(integration.id(), good, ADDRESS).duplicate()).isFalse();
    }

    @DatabaseTest
    void pagesOfLongWebhooksAreShort() {
        Integration integration = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.MANUAL);
        for (int i = 0; i < 3; i++) {
            String body = "{\"n\":\"" + i + "x".repeat(400_000) + "\"}";
            intake.receive(integration.id(), standard("long" + i, body, now()), ADDRESS);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> received(integration) == 3);

        Rows<WebhookArchive.WebhookView> first = archive.list(integration, WebhookArchive.Waiting.DONE, "~", 10);
        Rows<WebhookArchive.WebhookView> rest = archive.list(
                integration, WebhookArchive.Waiting.DONE, first.rows().get(1).id(), 10);

        assertThat(first.rows())
                .extracting(WebhookArchive.WebhookView::deliveryId)
                .containsExactly("long2", "long1");
        assertThat(first.more()).isTrue();
        assertThat(rest.rows())
                .extracting(WebhookArchive.WebhookView::deliveryId)
                .containsExactly("long0");
        assertThat(rest.more()).isFalse();
    }

    /** A token proves the sender, and says nothing of which event it is. */
    @DatabaseTest
    void theSameContentBehindATokenIsARepetitionForAWhile() {
        Integration integration =
                integration(Settings.webhook("scheme", Scheme.TOKEN, "toleranceSeconds", 60), Frequency.MANUAL);
        assertThat(token(integration, "{\"shop\":1}")).isFalse();
        assertThat(token(integration, "{\"shop\":1}")).isTrue();
        assertThat(token(integration, "{\"shop\":2}")).isFalse();
        earlier(integration, Duration.ofSeconds(50));
        assertThat(token(integration, "{\"shop\":1}")).isTrue();
        earlier(integration, Duration.ofSeconds(20));
        assertThat(token(integration, "{\"shop\":1}")).isFalse();
        assertThat(token(integration, "{\"shop\":1}")).isTrue();
        await().atMost(Duration.ofMinutes(1)).until(() -> received(integration) == 3);
    }

    /** The same may happen twice: without an id and a signed time nothing tells two events with one content apart. */
    @DatabaseTest
    void theSameContentUnderAnHmacWithoutATimeIsANewEventAfterAWhile() {
        Integration integration =
                integration(Settings.webhook("scheme", Scheme.HMAC, "toleranceSeconds", 60), Frequency.MANUAL);
        assertThat(hmac(integration, "{\"stock\":\"low\"}")).isFalse();
        assertThat(hmac(integration, "{\"stock\":\"low\"}")).isTrue();
        earlier(integration, Duration.ofSeconds(70));
        assertThat(hmac(integration, "{\"stock\":\"low\"}")).isFalse();
        await().atMost(Duration.ofMinutes(1)).until(() -> received(integration) == 2);
        assertThat(toldIds(integration)).doesNotHaveDuplicates();
    }

    private boolean hmac(Integration integration, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] mac = Hmac.of("HmacSHA256", SECRET.getBytes(StandardCharsets.UTF_8), bytes);
        WebhookDelivery delivery =
                new WebhookDelivery(Map.of("X-Signature", List.of(HexFormat.of().formatHex(mac))), bytes);
        return intake.receive(integration.id(), delivery, ADDRESS).duplicate();
    }

    /** Ids that are made of an event's time and record are the same for two events of one second. */
    @DatabaseTest
    void whatARepetitionIsAboutIsSynchronizedAgainAndToldOfOnce() {
        Integration integration = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.REALTIME);
        intake.receive(integration.id(), standard("m1", "{}", now()), ADDRESS);
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting(integration) == 1);
        house.work.run(transaction ->
                Sql.on(transaction).update("DELETE FROM sync_changes WHERE integration_id = ?", integration.id()));
        assertThat(intake.receive(integration.id(), standard("m1", "{}", now()), ADDRESS)
                        .duplicate())
                .isTrue();
        assertThat(waiting(integration)).isEqualTo(1);
        assertThat(received(integration)).isEqualTo(1);
    }

    private long waiting(Integration integration) {
        return house.work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM sync_changes WHERE integration_id = ?", integration.id())
                .orElse(0));
    }

    private boolean token(Integration integration, String body) {
        WebhookDelivery delivery =
                new WebhookDelivery(Map.of("X-Signature", List.of(SECRET)), body.getBytes(StandardCharsets.UTF_8));
        return intake.receive(integration.id(), delivery, ADDRESS).duplicate();
    }

    /** As if what came in so far had done so earlier. */
    private void earlier(Integration integration, Duration by) {
        house.work.run(transaction -> {
            Sql sql = Sql.on(transaction);
            sql.list(
                            "SELECT id, received_at FROM received_webhooks WHERE integration_id = ?",
                            row -> Map.entry(row.getString(1), Jdbc.instant(row, "received_at")),
                            integration.id())
                    .forEach(row -> sql.update(
                            "UPDATE received_webhooks SET received_at = ? WHERE id = ?",
                            row.getValue().minus(by),
                            row.getKey()));
        });
    }

    @DatabaseTest
    void tooManyAreTurnedAway() {
        WebhookSettings settings = Settings.webhook("scheme", Scheme.STANDARD, "requestsPerMinute", 3);
        Integration integration = integration(settings, Frequency.MANUAL);
        for (int i = 0; i < 3; i++) {
            intake.receive(integration.id(), standard("m" + i, "{}", now()), ADDRESS);
        }
        assertRefused(
                () -> intake.receive(integration.id(), standard("m9", "{}", now()), ADDRESS),
                ErrorCode.RATE_LIMIT_ERROR);
    }

    private static void assertRefused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
