package org.archipel.integrations.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A remote system refuses an integration's key: that shows, and the integration goes on when it is taken again. */
class RefusedCredentialsTest {
    @DatabaseTest
    void aSyncThatIsRefusedStopsTheIntegrationAndOtherCredentialsBringItBack(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active(draft(Json.object().put("token", "old")));
            house.remote.readBy(request -> {
                throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "status 401: key revoked", false);
            });
            assertThat(house.sync(integration).state()).isEqualTo(Job.State.FAILED);

            Integration stopped = house.store.get(house.organization, integration.id());
            assertThat(stopped.status()).isEqualTo(IntegrationStatus.ERROR);
            assertThat(stopped.statusReason().orElseThrow()).contains("AUTHENTICATION_FAILED", "key revoked");
            assertThat(house.schedules.names()).isEmpty();
            assertThat(house.outbox.events("integration.authentication.failed"))
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.data().path("reconnect").asText())
                                    .isEqualTo("/api/integrations/" + integration.id()));
            assertThatThrownBy(() -> house.sync(stopped)).isInstanceOf(ConflictException.class);

            replace(house, stopped, draft(null));
            assertThat(house.store.get(house.organization, integration.id()))
                    .as("the same credentials are no help")
                    .satisfies(present -> {
                        assertThat(present.status()).isEqualTo(IntegrationStatus.ERROR);
                        assertThat(present.statusReason()).isEqualTo(stopped.statusReason());
                    });
            house.remote.readBy(house.remote::page);
            Integration back = replace(house, stopped, draft(Json.object().put("token", "new")));
            assertThat(back.status()).isEqualTo(IntegrationStatus.ACTIVE);
            assertThat(back.statusReason()).isEmpty();
            assertThat(house.schedules.names()).hasSize(1);
            assertThat(house.sync(back).state()).isEqualTo(Job.State.SUCCEEDED);
        }
    }

    /** The old key's last request was on its way when the new one was stored. */
    @DatabaseTest
    void aRefusalOfFormerCredentialsSaysNothingOfThePresentOnes(TestDatabase database) {
        try (House house = new House(database)) {
            Integration before = house.active(draft(Json.object().put("token", "old")));
            replace(house, before, draft(Json.object().put("token", "new")));
            house.failures.refused(before, "status 401");
            assertThat(house.store.get(house.organization, before.id()).status())
                    .isEqualTo(IntegrationStatus.ACTIVE);
        }
    }

    @DatabaseTest
    void aCheckThatIsRefusedStopsTheIntegrationAndOneThatIsTakenBringsItBack(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active(draft(Json.object().put("token", "key")));
            house.remote.diagnose(found(Outcome.FAILED));
            check(house, integration);
            await().atMost(Duration.ofMinutes(1)).until(() -> status(house, integration) == IntegrationStatus.ERROR);
            assertThat(house.health.status(house.organization, integration.id()).status())
                    .isEqualTo(HealthState.ERROR);

            house.remote.diagnose(found(Outcome.SKIPPED));
            check(house, integration);
            await().atMost(Duration.ofMinutes(1)).until(() -> house.remote.tests() == 2);
            assertThat(status(house, integration)).as("nobody looked").isEqualTo(IntegrationStatus.ERROR);

            house.remote.diagnose(found(Outcome.PASSED));
            check(house, integration);
            await().atMost(Duration.ofMinutes(1)).until(() -> status(house, integration) == IntegrationStatus.ACTIVE);
            assertThat(house.schedules.names()).hasSize(1);
        }
    }

    private static ConnectionTest found(Outcome outcome) {
        return new ConnectionTest(List.of(new Finding(Aspect.AUTHENTICATION, outcome, "status 401", "", 1)));
    }

    /** The next check, as if the last one had been long ago; returns when it is done. */
    private static void check(House house, Integration integration) {
        house.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE integration_health SET checked_at = ? WHERE integration_id = ?",
                        Instant.now().minus(Duration.ofDays(2)),
                        integration.id()));
        int before =
                house.health.history(house.organization, integration.id(), 10).size();
        house.health.round();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> house.health
                                .history(house.organization, integration.id(), 10)
                                .size()
                        == before + 1);
    }

    private static IntegrationStatus status(House house, Integration integration) {
        return house.store.get(house.organization, integration.id()).status();
    }

    private static Integration replace(House house, Integration integration, IntegrationDraft draft) {
        return house.integrations.replace(house.caller, integration.id(), draft, revision -> {});
    }

    private static IntegrationDraft draft(ObjectNode credentials) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                "Places",
                null,
                null,
                base.connectorId(),
                base.config(),
                credentials,
                base.fieldMappings(),
                null,
                Settings.sync("entities", List.of("place"), "frequency", "HOURLY"),
                null);
    }
}
