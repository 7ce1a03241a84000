package org.archipel.integrations.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Names of entities that are not there: who tells of them, and when. */
class KnownEntitiesTest {
    private House house;
    private final ObjectNode settings = Json.object().put("region", "pt");

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void anEntityThatTheConnectorDoesNotKnowIsRefusedAtOnce() {
        house.remote.entities().know("place", "person");
        house.connectAnew();
        Integration made = house.integrations.create(house.caller, of("place"));

        assertThatThrownBy(() -> house.integrations.create(house.caller, of("place", "planet")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .containsExactly(new FieldError(
                                        "/syncSettings/entities/1",
                                        "is no entity of this connector; there are person, place")));
        assertThatThrownBy(() -> house.integrations.replace(house.caller, made.id(), of("planet"), revision -> {}))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/syncSettings/entities/0"));
    }

    @DatabaseTest
    void whatAnIntegrationHadBeforeTheConnectorToldItsEntitiesItKeeps() {
        Integration made = house.integrations.create(house.caller, of("star"));
        house.remote.entities().know("place");
        house.connectAnew();

        house.integrations.replace(house.caller, made.id(), of("place", "star"), revision -> {});
        house.integrations.activate(house.caller, made.id());
        house.integrations.replace(house.caller, made.id(), of("star"), revision -> {});

        assertThatThrownBy(
                        () -> house.integrations.replace(house.caller, made.id(), of("star", "planet"), revision -> {}))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .extracting(FieldError::pointer)
                                .contains("/syncSettings/entities/1")
                                .doesNotContain("/syncSettings/entities/0"));
    }

    @DatabaseTest
    void anEntityThatOnlyTheRemoteSystemKnowsIsLookedForWhenTheConnectionIsTested() {
        house.remote.entities().know("place");
        house.remote.entities().discover("place", "custom");
        house.connectAnew();

        assertThat(tested(of("place")).successful()).isTrue();
        assertThat(house.remote.entities().discoveries()).isZero();
        assertThat(tested(of("place", "custom")).successful()).isTrue();
        assertThat(tested(of("place", "planet")).findings())
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail())
                        .isEqualTo("syncSettings.entities: 'planet' is no entity of this connector;"
                                + " there are custom, place."));
    }

    @DatabaseTest
    void aRemoteSystemThatTellsNoEntitiesIsNoFailureOfTheConnection() {
        for (RuntimeException failure : List.of(
                new RemoteException(ErrorCode.INTEGRATION_ERROR, "introspection is off for s3cr3t-t0ken", false),
                new IllegalStateException("broken"))) {
            house.remote.entities().failToDiscover(failure);
            house.connectAnew();

            ConnectionTest test = tested(of("planet"));

            assertThat(test.successful()).isTrue();
            assertThat(test.findings())
                    .filteredOn(finding -> finding.outcome() == Outcome.SKIPPED)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.detail())
                            .contains("cannot be told")
                            .doesNotContain("s3cr3t"));
        }
    }

    @DatabaseTest
    void theEntitiesOfTheSettingsAreKnownWithoutTheRemoteSystem() {
        house.remote.entities().leaveToIntegrations();
        house.remote.entities().failToDiscover(new IllegalStateException("nobody asks"));
        house.connectAnew();
        house.integrations.create(house.caller, of("star"));
        assertThat(tested(of("star")).findings())
                .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).contains("'star'"));

        settings.putArray("entities").addObject().put("name", "star");
        assertThat(tested(of("star")).successful()).isTrue();
        assertThatThrownBy(() -> house.integrations.create(house.caller, of("star", "planet")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .containsExactly(new FieldError(
                                        "/syncSettings/entities/1", "is no entity of this connector; there are star")));
        assertThat(house.remote.entities().discoveries()).isZero();
    }

    @DatabaseTest
    void noNumberOfNamesKeepsItBusy() {
        house.remote
                .entities()
                .know(IntStream.range(0, 2_000).mapToObj(i -> "known" + i).toArray(String[]::new));
        house.connectAnew();
        IntegrationDraft draft =
                of(IntStream.range(0, 150_000).mapToObj(i -> "e" + i).toArray(String[]::new));

        assertThatThrownBy(() -> house.integrations.create(house.caller, draft))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .containsExactly(new FieldError("/syncSettings/entities", "has more than 500 items")));
    }

    private ConnectionTest tested(IntegrationDraft draft) {
        return house.diagnosis.test(house.caller, draft);
    }

    private IntegrationDraft of(String... entities) {
        IntegrationDraft draft = House.draft();
        return new IntegrationDraft(
                draft.name(),
                null,
                null,
                draft.connectorId(),
                Settings.config("connectorConfig", settings),
                draft.credentials(),
                draft.fieldMappings(),
                null,
                Settings.sync("entities", List.of(entities)),
                null);
    }
}
