package org.archipel.integrations.internal.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.ExtensionReference;
import org.archipel.integrations.internal.fakes.FakeReference;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An integration has the connector of one provider, whoever else offers one of the same id. */
class ConnectorProvidersTest {
    private static final String FIRST = "com.acme.first";
    private static final String SECOND = "com.acme.second";

    private final ScriptedConnector other = new ScriptedConnector();
    private House house;
    private FakeReference first;
    private FakeReference second;

    @BeforeEach
    void setUp(TestDatabase database) {
        house = new House(database);
        house.connectors.removeConnector(house.remote, house.reference);
        first = ExtensionReference.of(house.organization, "0190-1", FIRST);
        second = ExtensionReference.of(house.organization, "0190-2", SECOND);
        house.connectors.addConnector(house.remote, first);
        house.remote.places(3);
        other.places(5);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void whoOffersTheSameIdGetsNoIntegrationOfAnother() {
        Integration integration = house.active();
        assertThat(integration.connectorProvider()).hasValue(FIRST);
        house.connectors.addConnector(other, second);
        house.connectors.removeConnector(house.remote, first);

        assertThat(house.connectors.find(integration)).isEmpty();
        Job job = house.sync(integration);
        assertThat(job.state()).isEqualTo(Job.State.QUEUED);
        assertThat(other.requests()).isEmpty();
        assertThatThrownBy(() -> house.connectors.require(integration))
                .hasMessageContaining("of the extension '" + FIRST + "' is not available")
                .hasMessageContaining("'" + SECOND + "' offers one of the same id");

        // The next version of the extension that it has its connector of.
        house.connectors.addConnector(house.remote, ExtensionReference.of(house.organization, "0190-1", FIRST));
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(3);
    }

    @DatabaseTest
    void administratorsAreToldWhoseConnectorIsMissing() {
        Integration integration = house.active();
        house.connectors.addConnector(other, second);
        house.connectors.removeConnector(house.remote, first);
        follow(Duration.ZERO);

        Integration present = present(integration);
        assertThat(present.status()).isEqualTo(IntegrationStatus.ERROR);
        assertThat(present.statusReason().orElse("")).contains(FIRST, SECOND);
        assertThatThrownBy(() -> house.diagnosis.test(house.caller, integration.id()))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .anySatisfy(
                                        error -> assertThat(error.message()).contains("of the extension " + FIRST)));
    }

    @DatabaseTest
    void onlyWhoNamesAnotherProviderMovesAnIntegration() {
        Integration integration = house.active();
        house.connectors.addConnector(other, second);
        house.connectors.removeConnector(house.remote, first);
        follow(Duration.ZERO);

        replace(integration, House.draft());
        assertThat(present(integration).connectorProvider()).hasValue(FIRST);
        assertThatThrownBy(() -> replace(integration, draft("com.acme.nobody")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly("/connectorProvider"));

        replace(integration, draft(SECOND));
        Integration moved = house.integrations.activate(house.caller, integration.id());
        assertThat(moved.connectorProvider()).hasValue(SECOND);
        assertThat(house.sync(moved).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(5);
    }

    @DatabaseTest
    void anIdThatOthersHaveOfSomebodyElseIsNotGivenByItself() {
        house.active();
        house.connectors.addConnector(other, second);
        assertThat(house.active().connectorProvider()).hasValue(FIRST);
        house.connectors.removeConnector(house.remote, first);

        assertThatThrownBy(() -> house.integrations.create(house.caller, House.draft()))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.message()).contains(FIRST, SECOND)));
        assertThat(house.active(draft(SECOND)).connectorProvider()).hasValue(SECOND);
    }

    @DatabaseTest
    void anIdIsChosenOfWhomWasThereFirst() {
        house.connectors.addConnector(other, ExtensionReference.of(house.organization, "0190-0", "com.acme.earlier"));
        assertThat(house.connectors.visibleTo(house.organization))
                .extracting(RegisteredConnector::providerId)
                .containsExactly("com.acme.earlier");

        house.connectors.addConnector(new ScriptedConnector(), house.reference);
        assertThat(house.connectors.visibleTo(house.organization))
                .extracting(RegisteredConnector::providerId)
                .containsExactly(Integration.PLATFORM);
        assertThat(house.active().connectorProvider()).hasValue(Integration.PLATFORM);
    }

    @DatabaseTest
    void aConnectorThatWasNotThereIsChosenByWhoActivates() {
        house.connectors.removeConnector(house.remote, first);
        Integration draft = house.integrations.create(house.caller, House.draft());
        assertThat(draft.connectorProvider()).isEmpty();
        house.connectors.addConnector(other, second);

        follow(Duration.ZERO);
        assertThat(house.connectors.find(present(draft))).isEmpty();
        assertThatThrownBy(() -> house.connectors.require(present(draft))).hasMessageContaining("save the integration");
        assertThat(house.diagnosis.test(house.caller, draft.id()).successful()).isTrue();

        assertThat(house.integrations.activate(house.caller, draft.id()).connectorProvider())
                .hasValue(SECOND);
    }

    @DatabaseTest
    void integrationsOfOlderReleasesAreSettledWhenTheExtensionsAreBack() {
        Integration integration = house.active();
        house.work.run(transaction -> Sql.on(transaction)
                .update("UPDATE integrations SET connector_provider = NULL WHERE id = ?", integration.id()));
        Job job = house.sync(present(integration));
        assertThat(job.state()).isEqualTo(Job.State.QUEUED);

        follow(Duration.ofDays(1));
        assertThat(present(integration).connectorProvider()).isEmpty();
        follow(Duration.ZERO);
        assertThat(present(integration).connectorProvider()).hasValue(FIRST);
        assertThat(present(integration).active()).isTrue();
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @DatabaseTest
    void aConnectorOfThePlatformNeedsNoSettling() {
        house.connectors.addConnector(other, house.reference);
        Integration integration = house.active().providedBy(Optional.empty());

        assertThat(house.connectors.require(integration).providerId()).isEqualTo(Integration.PLATFORM);
    }

    private void follow(Duration complete) {
        var watch =
                new ConnectorWatch(house.connectors, house.store, house.log, house.jobs, Duration.ofDays(1), complete);
        try {
            watch.follow();
        } finally {
            watch.stop();
        }
    }

    private Integration present(Integration integration) {
        return house.store.get(house.organization, integration.id());
    }

    private void replace(Integration integration, IntegrationDraft draft) {
        house.integrations.replace(house.caller, integration.id(), draft, revision -> {});
    }

    private static IntegrationDraft draft(String provider) {
        IntegrationDraft draft = House.draft();
        return new IntegrationDraft(
                draft.name(),
                draft.description(),
                draft.type(),
                draft.connectorId(),
                provider,
                draft.config(),
                draft.credentials(),
                draft.fieldMappings(),
                draft.transformationRules(),
                draft.syncSettings(),
                draft.tags());
    }
}
