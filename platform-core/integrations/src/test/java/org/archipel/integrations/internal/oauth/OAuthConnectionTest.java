package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.fakes.PlainSignatures;
import org.archipel.integrations.internal.model.AuthType;
import org.archipel.integrations.internal.oauth.ConnectionStatus.State;
import org.archipel.integrations.internal.oauth.OAuthConnections.Outcome;
import org.archipel.persistence.test.DatabaseTest;

/** A person connects an integration, and disconnects it. */
class OAuthConnectionTest extends ConnectedByConsent {
    @DatabaseTest
    void aPersonConnectsTheIntegrationAndItIsUsed() {
        assertThatThrownBy(() -> house.integrations.activate(house.caller, integration.id()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("oauth/connect");
        connect();
        house.integrations.activate(house.caller, integration.id());
        assertThat(me()).isEqualTo(200);
        Grant grant = house.connections.grant(integration).orElseThrow();
        assertThat(grant.scopes()).isEqualTo("contacts.read contacts.write");
        assertThat(grant.connectedBy()).isEqualTo("user:ada");
        assertThat(house.audit.actions()).contains("integration.oauth.connect");
    }

    @DatabaseTest
    void itTellsAtEachPointWhatAPersonHasToDo() {
        ConnectionStatus before = house.connections.status(integration);
        assertThat(before.status()).isEqualTo(State.NOT_CONNECTED);
        assertThat(before.provider()).hasValue("127.0.0.1");
        assertThat(before.scopes()).containsExactly("contacts.read");
        assertThat(before.next()).get().asString().contains("/api/integrations/" + integration.id() + "/oauth/connect");

        connect();
        ConnectionStatus connected = house.connections.status(integration);
        assertThat(connected.status()).isEqualTo(State.CONNECTED);
        assertThat(connected.scopes()).containsExactly("contacts.read", "contacts.write");
        assertThat(connected.expiresAt()).isPresent();
        assertThat(connected.next()).isEmpty();

        provider.endAccessTokens();
        provider.refusing(true);
        assertThatThrownBy(this::me).isInstanceOf(RemoteException.class);
        ConnectionStatus failed = house.connections.status(integration);
        assertThat(failed.status()).isEqualTo(State.FAILED);
        assertThat(failed.expiresAt()).isEmpty();
        assertThat(failed.next()).get().asString().startsWith("Connect it again");

        house.remote.authenticateBy(new HttpAuthentication.None());
        assertThat(house.connections.status(integration).status()).isEqualTo(State.NOT_NEEDED);
    }

    @DatabaseTest
    void aConnectionThatIsLeftOverIsShownAndCanBeTakenBack() {
        connect();
        house.remote.authenticateBy(new HttpAuthentication.None());
        ConnectionStatus notNeeded = house.connections.status(integration);
        assertThat(notNeeded.status()).isEqualTo(State.NOT_NEEDED);
        assertThat(notNeeded.connection()).isPresent();

        house.remote.failsToAuthenticate(new IllegalStateException("which region?"));
        ConnectionStatus incomplete = house.connections.status(integration);
        assertThat(incomplete.status()).isEqualTo(State.INCOMPLETE);
        assertThat(incomplete.next())
                .hasValue("/config/connectorConfig: the connector cannot tell with these settings how it"
                        + " authenticates.");
        assertThat(incomplete.connection()).isPresent();

        assertThat(house.connections.revoke(house.caller, integration)).isFalse();
        assertThat(house.connections.status(integration).connection()).isEmpty();
    }

    @DatabaseTest
    void settingsThatLeadToNoPageOfConsentAreNamed() {
        for (String address : List.of("", "not an address", "provider.example", "mailto:ada@example.org")) {
            house.remote.authenticateBy(new AuthorizationCode(
                    OAuth2.standard(address, provider.uri() + "/token", List.of()), "clientId", "clientSecret"));

            ConnectionStatus status = house.connections.status(integration);

            assertThat(status.status()).as(address).isEqualTo(State.INCOMPLETE);
            assertThat(status.next()).get().asString().contains("authorizeUrl");
            assertThatThrownBy(this::invitation).as(address).isInstanceOf(ValidationException.class);
        }
        house.remote.authenticateBy(new HttpAuthentication.None());
        authType = AuthType.OAUTH2;
        integration = house.integrations.create(house.caller, draft());
        assertThat(house.connections.status(integration).next()).hasValue("/config/authConfig/tokenUrl: is required.");
    }

    @DatabaseTest
    void aProviderThatTellsNoScopesGaveThoseThatItWasAskedFor() {
        provider.tellingNoScopes();
        connect();

        assertThat(house.connections.status(integration).scopes()).containsExactly("contacts.read");
    }

    @DatabaseTest
    void whileSomethingIsMissingItSaysWhat() {
        credentials.remove("clientId");
        integration = house.integrations.create(house.caller, draft());

        ConnectionStatus status = house.connections.status(integration);

        assertThat(status.status()).isEqualTo(State.INCOMPLETE);
        assertThat(status.next()).hasValue("Store 'clientId' among the integration's credentials.");
        assertThat(status.connection()).isEmpty();
    }

    @DatabaseTest
    void aStateServesOnceAndOnlyAsItWasSigned() {
        URI back = consent();
        String state = parameter(back, "state");
        Outcome forged = complete(state.replaceAll("\\..*", ".0000"), parameter(back, "code"));
        assertThat(forged.failure()).isPresent();
        // The forged one used the state up.
        assertThat(complete(state, parameter(back, "code")).failure()).isPresent();

        URI again = consent();
        assertThat(complete(parameter(again, "state"), parameter(again, "code")).failure())
                .isEmpty();
        assertThat(complete(parameter(again, "state"), parameter(again, "code")).failure())
                .isPresent();
        assertThat(house.connections
                        .complete(Optional.empty(), Optional.of("x"), Optional.empty(), cookies)
                        .failure())
                .isPresent();
    }

    @DatabaseTest
    void onlyTheBrowserThatBeganAConnectionCompletesIt() {
        URI back = consent();
        cookies.clear();
        assertThat(complete(parameter(back, "state"), parameter(back, "code")).failure())
                .hasValueSatisfying(text -> assertThat(text).contains("this browser"));

        // Somebody opens the invitation, and sends on the provider's address that they were led to.
        String invitation = invitation();
        URI theirs = consentAt(begin(invitation).authorizationUrl());
        begin(invitation);
        assertThat(complete(parameter(theirs, "state"), parameter(theirs, "code"))
                        .failure())
                .isPresent();
        assertThat(house.connections.begin(invitation)).as("it serves once").isEmpty();
        assertThat(house.connections.begin(invitation.replaceAll("\\..*", ".0000")))
                .isEmpty();
    }

    @DatabaseTest
    void aStateIsTooOldAfterTenMinutes() {
        URI back = consent();
        OAuthConnections later = new OAuthConnections(
                house.work,
                house.store,
                house.connectors,
                house.vault,
                new PlainSignatures(),
                new JdkEgress(),
                house.tokens,
                house.failures,
                house.audit,
                house.log,
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
        assertThat(later.complete(
                                Optional.of(parameter(back, "state")),
                                Optional.of(parameter(back, "code")),
                                Optional.empty(),
                                cookies)
                        .failure())
                .isPresent();
    }

    @DatabaseTest
    void aRefusalOfThePersonIsTold() {
        String state = parameter(consent(), "state");
        Outcome outcome =
                house.connections.complete(Optional.of(state), Optional.empty(), Optional.of("access_denied"), cookies);
        assertThat(outcome.failure())
                .hasValueSatisfying(text -> assertThat(text).contains("access_denied"));
    }

    @DatabaseTest
    void aConnectionIsTakenBackAtTheProviderToo() {
        connect();
        assertThat(house.connections.revoke(house.caller, integration)).isTrue();
        assertThat(provider.revocations()).isEqualTo(1);
        assertThat(house.connections.grant(integration)).isEmpty();
        assertThat(house.vault.has(house.organization, integration.tokensReference()))
                .isFalse();
        assertThatThrownBy(this::me).isInstanceOf(RemoteException.class);
    }

    /** Some providers take a token back only when it asks for that itself. */
    @DatabaseTest
    void aConnectionIsTakenBackByItsOwnToken() {
        house.remote.authenticateBy(new AuthorizationCode(
                authentication.provider().revokedByBearerAt(provider.uri() + "/revoke-itself"),
                "clientId",
                "clientSecret"));
        connect();
        assertThat(house.connections.revoke(house.caller, integration)).isTrue();
        assertThat(provider.revocations()).isEqualTo(1);
    }
}
