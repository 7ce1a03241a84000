package org.archipel.integrations.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.FallbackSettings;
import org.archipel.integrations.internal.model.FallbackSettings.Strategy;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.service.ActionFallbacks.Fallback;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ActionFallbacksTest {
    private static final PlatformException AWAY = new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true);

    private final ObjectNode parameters = Json.object().put("text", "hello");
    private House house;
    private ActionService actions;
    private ActionFallbacks fallbacks;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        actions = new ActionService(house.connectors, house.sessions, house.log);
        fallbacks = new ActionFallbacks(house.work, house.store, actions, house.log);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void theLastGoodAnswerToTheSameCallIsGivenAsStale() {
        Integration integration = integration(new FallbackSettings(Strategy.CACHE, null, null));
        Operation echo = actions.require(integration, "echo", parameters);
        assertThat(fallbacks.answer(integration, echo, parameters, AWAY)).isEmpty();
        fallbacks.keep(integration, echo, parameters, TextNode.valueOf("first"));
        fallbacks.keep(integration, echo, parameters, TextNode.valueOf("second"));
        Fallback fallback =
                fallbacks.answer(integration, echo, parameters, AWAY).orElseThrow();
        assertThat(fallback.answer()).isEqualTo(TextNode.valueOf("second"));
        assertThat(fallback.answeredAt()).isPresent();
        assertThat(fallbacks.answer(integration, echo, Json.object().put("text", "other"), AWAY))
                .isEmpty();
        assertThat(fallbacks.answer(
                        integration,
                        echo,
                        parameters,
                        new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "connect again", false)))
                .isPresent();
        assertThat(fallbacks.answer(integration, echo, parameters, new ValidationException("", "the caller's fault")))
                .isEmpty();
    }

    @DatabaseTest
    void anAnswerThatCannotBeKeptFailsNoAction() {
        Integration integration = integration(new FallbackSettings(Strategy.CACHE, null, null));
        Operation echo = actions.require(integration, "echo", parameters);
        fallbacks.keep(integration, echo, parameters, TextNode.valueOf("first"));

        fallbacks.keep(integration, echo, parameters, Json.object().put("n", BigInteger.TEN.pow(2_000)));

        assertThat(fallbacks.answer(integration, echo, parameters, AWAY).map(Fallback::answer))
                .contains(TextNode.valueOf("first"));
        assertThat(house.log.list(integration.organizationId(), integration.id(), Optional.empty(), "", 10))
                .anySatisfy(line -> assertThat(line.message())
                        .contains("answer of the action echo could not be kept")
                        .contains("digits"));
    }

    @DatabaseTest
    void aConfiguredAnswerAndAnotherIntegrationStandIn() {
        Integration fixed =
                integration(new FallbackSettings(Strategy.DEFAULT_RESPONSE, TextNode.valueOf("sorry"), null));
        Operation echo = actions.require(fixed, "echo", parameters);
        assertThat(fallbacks.answer(fixed, echo, parameters, AWAY).map(Fallback::answer))
                .isEqualTo(Optional.of(TextNode.valueOf("sorry")));
        Integration other = house.active();
        Integration standing = integration(new FallbackSettings(Strategy.ALTERNATIVE_SERVICE, null, other.id()));
        assertThat(fallbacks.answer(standing, echo, parameters, AWAY).map(Fallback::answer))
                .isEqualTo(Optional.of(parameters));
        Integration lost = integration(new FallbackSettings(Strategy.ALTERNATIVE_SERVICE, null, "no-such-id"));
        assertThat(fallbacks.answer(lost, echo, parameters, AWAY)).isEmpty();
    }

    private Integration integration(FallbackSettings fallback) {
        IntegrationDraft base = House.draft();
        return house.active(new IntegrationDraft(
                "Echo",
                null,
                null,
                base.connectorId(),
                Settings.config("connectorConfig", base.config().connectorConfig(), "fallback", fallback),
                base.credentials(),
                base.fieldMappings(),
                null,
                base.syncSettings(),
                null));
    }
}
