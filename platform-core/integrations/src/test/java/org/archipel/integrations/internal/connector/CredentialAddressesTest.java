package org.archipel.integrations.internal.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.HttpAuthentication.ClientCredentials;
import org.archipel.api.connector.HttpAuthentication.Login;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.ExtensionReference;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.AuthType;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.oauth.ConnectionStatus;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Where an extension's code says that it authenticates opens no host, and gets no credentials without the grant. */
class CredentialAddressesTest {
    private static final String ELSEWHERE = "https://elsewhere.example/token";
    private static final List<HttpAuthentication> WAYS = List.of(
            new ClientCredentials(ELSEWHERE, "clientId", "clientSecret", List.of(), Map.of()),
            new Login(ELSEWHERE, Map.of("secret", "clientSecret"), "/token", 60, ""),
            new AuthorizationCode(
                    OAuth2.standard("https://login.example/consent", ELSEWHERE, List.of()), "clientId", "clientSecret"),
            new AuthorizationCode(
                    OAuth2.standard(ELSEWHERE, "https://login.example/token", List.of()), "clientId", "clientSecret"),
            new AuthorizationCode(
                    OAuth2.standard("https://login.example/consent", "https://login.example/token", List.of())
                            .revokedAt(ELSEWHERE),
                    "clientId",
                    "clientSecret"));

    private House house;

    @BeforeEach
    void setUp(TestDatabase database) {
        house = new House(database);
        house.connectors.removeConnector(house.remote, house.reference);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    private void granted(String... hosts) {
        house.connectors.addConnector(
                house.remote, ExtensionReference.of(house.organization, "0190-1", "com.acme.connects", hosts));
    }

    @DatabaseTest
    void anAddressThatIsNotGrantedIsRefused() {
        granted("login.example");
        for (HttpAuthentication way : WAYS) {
            house.remote.authenticateBy(way);
            Integration integration = integration("https://api.example/v1");

            assertThatThrownBy(() -> open(integration))
                    .isInstanceOf(PermissionDeniedException.class)
                    .hasMessageContaining(ELSEWHERE)
                    .hasMessageContaining("'network'");
        }
    }

    @DatabaseTest
    void anAddressThatIsGrantedServes() {
        granted("login.example", "elsewhere.example");
        for (HttpAuthentication way : WAYS) {
            house.remote.authenticateBy(way);
            open(integration("https://api.example/v1"));
        }
    }

    @DatabaseTest
    void anAddressAtTheEndpointServes() {
        granted("login.example");
        for (HttpAuthentication way : WAYS) {
            house.remote.authenticateBy(way);
            open(integration("https://elsewhere.example/v1"));
        }
    }

    @DatabaseTest
    void anAddressOfAnExtensionOpensNoHostToItsRequests() {
        granted("elsewhere.example");
        house.remote.authenticateBy(WAYS.get(0));
        Integration integration = integration("https://api.example/v1");
        RegisteredConnector connector = house.connectors.require(integration);
        var choice = AuthenticationChoice.of(integration.config(), connector);

        assertThat(choice.ofSessions(integration.config(), connector).endpoints())
                .containsExactly(URI.create("https://api.example/v1"));
        assertThat(choice.ofConnections(integration.config(), connector).endpoints())
                .containsExactly(URI.create("https://api.example/v1"));
    }

    @DatabaseTest
    void anAddressThatPeopleConfiguredServes() {
        granted();
        house.remote.authenticateBy(new HttpAuthentication.None());
        Integration integration = integration(
                "https://api.example/v1",
                "authType",
                AuthType.OAUTH2,
                "authConfig",
                Json.object().put("tokenUrl", ELSEWHERE));
        open(integration);
        RegisteredConnector connector = house.connectors.require(integration);

        assertThat(AuthenticationChoice.of(integration.config(), connector)
                        .ofSessions(integration.config(), connector)
                        .endpoints())
                .containsExactly(URI.create("https://api.example/v1"), URI.create(ELSEWHERE));
    }

    @DatabaseTest
    void aConnectorOfThePlatformNamesItsAddresses() {
        house.connectors.addConnector(house.remote, house.reference);
        for (HttpAuthentication way : WAYS) {
            house.remote.authenticateBy(way);
            open(integration("https://api.example/v1"));
        }
    }

    @DatabaseTest
    void nobodyIsSentToAnAddressThatIsNotGranted() {
        granted("login.example");
        for (HttpAuthentication way : WAYS.subList(2, WAYS.size())) {
            house.remote.authenticateBy(way);
            Integration integration = integration("https://api.example/v1");

            assertThatThrownBy(() -> house.connections.invite(
                            house.caller, integration, URI.create("https://hub.example/api/oauth/callback")))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            refused -> assertThat(refused.errors())
                                    .anySatisfy(
                                            error -> assertThat(error.message()).contains(ELSEWHERE)));
            ConnectionStatus status = house.connections.status(integration);
            assertThat(status.status()).isEqualTo(ConnectionStatus.State.INCOMPLETE);
            assertThat(status.next().orElse("")).contains(ELSEWHERE);
        }
    }

    private void open(Integration integration) {
        house.sessions.open(integration, house.connectors.require(integration)).close();
    }

    private Integration integration(String endpoint, Object... more) {
        ObjectNode credentials =
                Json.object().put("token", "t").put("clientId", "c").put("clientSecret", "s3cr3t-s3cr3t");
        Object[] settings = new Object[4 + more.length];
        settings[0] = "endpoint";
        settings[1] = endpoint;
        settings[2] = "connectorConfig";
        settings[3] = Json.object().put("region", "pt");
        System.arraycopy(more, 0, settings, 4, more.length);
        return house.integrations.create(
                house.caller,
                new IntegrationDraft(
                        "Remote",
                        null,
                        null,
                        ScriptedConnector.ID,
                        Settings.config(settings),
                        credentials,
                        null,
                        null,
                        null,
                        null));
    }
}
