package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.model.WebhookSettings.Scheme;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** What is done with webhooks that were taken in: in which order, and what does not wait for what. */
class WebhookProcessingTest extends ReceivedWebhooks {
    @DatabaseTest
    void whatFailsHoldsItsKeyBackAndNoOther() {
        Integration integration =
                integration(Settings.webhook("scheme", Scheme.STANDARD, "keyPointer", "/k"), Frequency.MANUAL);
        List<String> seen = new CopyOnWriteArrayList<>();
        offers.offer(house.organization, (id, headers, payload) -> {
            if (id.equals("a1") && !seen.contains("b1")) {
                throw new IllegalStateException("not now");
            }
            seen.add(id);
        });
        intake.receive(integration.id(), standard("a1", "{\"k\":\"a\"}", now()), ADDRESS);
        intake.receive(integration.id(), standard("a2", "{\"k\":\"a\"}", now()), ADDRESS);
        intake.receive(integration.id(), standard("b1", "{\"k\":\"b\"}", now()), ADDRESS);
        await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() == 3);
        assertThat(seen).containsExactly("b1", "a1", "a2");
    }

    @DatabaseTest
    void longOnesThatAreHeldBackStandBeforeNothing() {
        Integration integration =
                integration(Settings.webhook("scheme", Scheme.STANDARD, "keyPointer", "/k"), Frequency.MANUAL);
        List<String> seen = new CopyOnWriteArrayList<>();
        offers.offer(house.organization, (id, headers, payload) -> {
            if (!id.equals("b") && seen.isEmpty()) {
                throw new IllegalStateException("not now");
            }
            seen.add(id);
        });
        for (int i = 0; i < 25; i++) {
            String body = "{\"k\":\"a\",\"x\":\"" + "x".repeat(500_000) + "\"}";
            intake.receive(integration.id(), standard("a" + i, body, now()), ADDRESS);
        }
        intake.receive(integration.id(), standard("b", "{\"k\":\"b\"}", now()), ADDRESS);

        await().atMost(Duration.ofMinutes(1)).until(() -> !seen.isEmpty());

        assertThat(seen).first().isEqualTo("b");
    }

    @DatabaseTest
    void aProcessorThatHangsHoldsNoOtherIntegrationUp() {
        Integration slow = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.MANUAL);
        Integration other = integration(Settings.webhook("scheme", Scheme.STANDARD), Frequency.MANUAL);
        List<String> seen = new CopyOnWriteArrayList<>();
        offers.offer(house.organization, (id, headers, payload) -> {
            if (id.equals("slow")) {
                await().atMost(Duration.ofMinutes(1)).until(() -> seen.contains("other"));
            }
            seen.add(id);
        });
        intake.receive(slow.id(), standard("slow", "{}", now()), ADDRESS);
        intake.receive(slow.id(), standard("last", "{}", now()), ADDRESS);
        intake.receive(other.id(), standard("other", "{}", now()), ADDRESS);

        await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() == 3);

        assertThat(seen).containsExactly("other", "slow", "last");
    }

    @DatabaseTest
    void anIntegrationThatCannotBeReadHoldsBackNoWebhooksOfOthers() {
        WebhookSettings settings = Settings.webhook("scheme", Scheme.STANDARD);
        Integration broken = integration(settings, Frequency.MANUAL);
        Integration good = integration(settings, Frequency.MANUAL);
        intake.receive(broken.id(), standard("m1", "{}", now()), ADDRESS);
        await().atMost(Duration.ofMinutes(1)).until(() -> received(broken) == 1);
        house.work.run(transaction -> {
            Sql.on(transaction)
                    .update(
                            "UPDATE integrations SET tags = ?, revision = revision + 1 WHERE id = ?",
                            "{}",
                            broken.id());
            Sql.on(transaction)
                    .update("UPDATE received_webhooks SET state = 'PENDING' WHERE integration_id = ?", broken.id());
        });
        intake.receive(good.id(), standard("m2", "{}", now()), ADDRESS);
        await().atMost(Duration.ofMinutes(1)).until(() -> received(good) == 1);
        assertThat(received(broken)).as("it waits").isEqualTo(1);

        house.work.run(transaction ->
                Sql.on(transaction).update("UPDATE integrations SET tags = ? WHERE id = ?", "[]", broken.id()));
        await().atMost(Duration.ofMinutes(1)).until(() -> received(broken) == 2);
    }
}
