package org.archipel.integrations.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.FakeReference;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.MemorySchedules;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.model.TransformationRule;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class IntegrationServiceTest {
    private House house;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void aDraftNeedsNothingButAName() {
        Integration made = house.integrations.create(house.caller, named("Half"));
        assertThat(made.status()).isEqualTo(IntegrationStatus.DRAFT);
        assertThat(errors(() -> house.integrations.activate(house.caller, made.id())))
                .contains("/connectorId");
    }

    @DatabaseTest
    void oneThatCannotBeReadHidesNoneBehindIt() {
        Integration broken = house.integrations.create(house.caller, named("First"));
        Integration second = house.integrations.create(house.caller, named("Second"));
        Integration third = house.integrations.create(house.caller, named("Third"));
        house.work.run(transaction -> Sql.on(transaction)
                .update("UPDATE integrations SET tags = ?, revision = revision + 1 WHERE id = ?", "{}", broken.id()));
        assertThat(house.integrations.list(house.caller, IntegrationFilter.ALL, "", 2))
                .as("a full page tells that there may be more")
                .extracting(Integration::id)
                .containsExactly(second.id(), third.id());
    }

    @DatabaseTest
    void activationNamesEveryMissingField() {
        IntegrationDraft bare =
                new IntegrationDraft("Bare", null, null, ScriptedConnector.ID, null, null, null, null, null, null);
        Integration made = house.integrations.create(house.caller, bare);
        assertThat(errors(() -> house.integrations.activate(house.caller, made.id())))
                .containsExactlyInAnyOrder("/config/connectorConfig/region", "/credentials/token");
    }

    @DatabaseTest
    void whatIsWrongIsRefusedEvenInADraft() {
        IntegrationDraft wrong = new IntegrationDraft(
                "Wrong",
                null,
                null,
                null,
                Settings.config("endpoint", "ftp://x", "timeoutMs", 1),
                null,
                List.of(new FieldMapping("a", "b", "frobnicate", false, null)),
                List.of(new TransformationRule("r", "r", "record.(", "x => {", 1, true)),
                Settings.sync(
                        "entities",
                        List.of("1x"),
                        "frequency",
                        Frequency.CRON,
                        "schedule",
                        "* *",
                        "timeZone",
                        "Mars/Base"),
                null);
        assertThat(errors(() -> house.integrations.create(house.caller, wrong)))
                .containsExactlyInAnyOrder(
                        "/config/endpoint",
                        "/config/timeoutMs",
                        "/fieldMappings/0/transformation",
                        "/transformationRules/0/condition",
                        "/transformationRules/0/transformation",
                        "/syncSettings/entities/0",
                        "/syncSettings/schedule",
                        "/syncSettings/timeZone");
    }

    @DatabaseTest
    void aScheduleThatNeverRunsIsRefused() {
        IntegrationDraft never = scheduled(Frequency.CRON, null, MemorySchedules.NEVER);
        assertThat(errors(() -> house.integrations.create(house.caller, never)))
                .containsExactly("/syncSettings/schedule");
    }

    @DatabaseTest
    void credentialsGoIntoTheVaultAndNowhereElse() {
        Integration made = house.active();
        assertThat(house.vault
                        .open(house.organization, made.credentialsReference())
                        .path("token")
                        .asText())
                .isEqualTo("s3cr3t-t0ken");
        assertThat(house.audit.entries().toString()).contains("credentialsSet").doesNotContain("s3cr3t");
        assertThat(Json.write(made.config())).doesNotContain("s3cr3t");
        assertThat(House.draft().toString()).doesNotContain("s3cr3t");
    }

    @DatabaseTest
    void absentCredentialsStayAndAStaleChangeIsRefused() {
        Integration made = house.active();
        IntegrationDraft changed = new IntegrationDraft(
                "Renamed",
                null,
                null,
                made.connectorId().orElseThrow(),
                made.config(),
                null,
                made.fieldMappings(),
                null,
                made.syncSettings(),
                null);
        Integration after = house.integrations.replace(house.caller, made.id(), changed, revision -> {});
        assertThat(after.revision()).isGreaterThan(made.revision());
        assertThat(after.active()).isTrue();
        assertThat(house.vault.has(house.organization, made.credentialsReference()))
                .isTrue();
        assertThatThrownBy(() -> house.integrations.replace(house.caller, made.id(), changed, revision -> {
                    throw new ConflictException("stale");
                }))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void anotherOrganizationSeesNothing() {
        Integration made = house.active();
        Caller stranger = new Caller("user:eve", Ids.next(), "eve", EnumSet.allOf(ApiPermission.class), "", "");
        assertThatThrownBy(() -> house.integrations.get(stranger, made.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> house.integrations.delete(stranger, made.id(), revision -> {}))
                .isInstanceOf(NotFoundException.class);
        assertThat(house.integrations.list(stranger, IntegrationFilter.ALL, "", 10))
                .isEmpty();
        assertThat(house.integrations.list(house.caller, IntegrationFilter.ALL, "", 10))
                .hasSize(1);
    }

    @DatabaseTest
    void theScheduleFollowsTheSettings() {
        IntegrationDraft hourly = scheduled(Frequency.EVERY_N_MINUTES, 15, null);
        Integration made = house.active(hourly);
        assertThat(house.schedules.find("sync:" + made.id()).orElseThrow().timing())
                .isEqualTo("every PT15M");
        house.integrations.pause(house.caller, made.id());
        assertThat(house.schedules.find("sync:" + made.id())).isEmpty();
        house.integrations.activate(house.caller, made.id());
        house.integrations.replace(house.caller, made.id(), scheduled(Frequency.CRON, null, "0 4 * * 1"), r -> {});
        assertThat(house.schedules.find("sync:" + made.id()).orElseThrow().timing())
                .isEqualTo("cron 0 4 * * 1 UTC");
        house.integrations.delete(house.caller, made.id(), r -> {});
        assertThat(house.schedules.find("sync:" + made.id())).isEmpty();
        assertThat(house.vault.has(house.organization, made.credentialsReference()))
                .isFalse();
    }

    @DatabaseTest
    void aConnectorOfAnotherOrganizationIsNotThere() {
        ScriptedConnector foreign = new ScriptedConnector();
        house.connectors.removeConnector(house.remote, house.reference);
        house.connectors.addConnector(foreign, new FakeReference(Map.of("archipel.organization", Ids.next())));
        assertThat(house.connectors.visibleTo(house.organization)).isEmpty();
        assertThat(errors(() -> house.active())).contains("/connectorId");
        house.connectors.addConnector(
                house.remote, new FakeReference(Map.of("archipel.organization", house.organization)));
        assertThat(house.connectors.visibleTo(house.organization)).hasSize(1);
    }

    @DatabaseTest
    void aTestTellsNameServerConnectionAndAuthenticationApart() {
        assertThat(house.diagnosis.test(house.caller, House.draft()).successful())
                .isTrue();
        var unknown = house.diagnosis.test(house.caller, at("https://no-such-host.invalid"));
        assertThat(unknown.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.aspect()).isEqualTo(Aspect.DNS);
            assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(finding.suggestion()).isNotBlank();
        });
        var refused = house.diagnosis.test(house.caller, at("http://127.0.0.1:1"));
        assertThat(refused.findings())
                .extracting(finding -> finding.aspect() + " " + finding.outcome())
                .containsExactly("DNS PASSED", "TCP FAILED");
        assertThat(house.integrations.list(house.caller, IntegrationFilter.ALL, "", 10))
                .isEmpty();
    }

    private static IntegrationDraft named(String name) {
        return new IntegrationDraft(name, null, null, null, null, null, null, null, null, null);
    }

    private static IntegrationDraft at(String endpoint) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                base.name(),
                null,
                null,
                base.connectorId(),
                Settings.config(
                        "endpoint", endpoint, "connectorConfig", base.config().connectorConfig()),
                base.credentials(),
                null,
                null,
                null,
                null);
    }

    private static IntegrationDraft scheduled(Frequency frequency, Integer minutes, String cron) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                base.name(),
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                Settings.sync(
                        "entities",
                        List.of("place"),
                        "frequency",
                        frequency,
                        "intervalMinutes",
                        minutes,
                        "schedule",
                        cron),
                null);
    }

    private static List<String> errors(Runnable action) {
        try {
            action.run();
        } catch (ValidationException e) {
            return e.errors().stream().map(FieldError::pointer).toList();
        }
        return List.of();
    }
}
