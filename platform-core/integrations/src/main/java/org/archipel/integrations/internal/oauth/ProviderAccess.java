package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpClient;
import org.archipel.integrations.internal.connector.AuthenticationChoice;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.sandbox.Egress;
import org.archipel.security.CredentialVault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a provider is spoken to with: the integration's way of authentication, its credentials, the token endpoint. */
final class ProviderAccess {
    /** What is wrong with settings that lead to no page of consent. */
    static final String NO_ADDRESS =
            "the address at which a person consents (authorizeUrl) is no http or https address";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderAccess.class);

    private final CredentialVault vault;
    private final Egress egress;
    private final Clock clock;

    ProviderAccess(CredentialVault vault, Egress egress, Clock clock) {
        this.vault = vault;
        this.egress = egress;
        this.clock = clock;
    }

    /** The provider's token endpoint, and that of revocation. */
    TokenEndpoint endpoint(Integration integration, RegisteredConnector connector, AuthorizationCode authentication) {
        List<URI> addresses =
                List.of(
                                authentication.provider().tokenUrl(),
                                authentication.provider().revokeUrl())
                        .stream()
                        .filter(url -> !url.isEmpty())
                        .map(URI::create)
                        .toList();
        HttpClient network = egress.client(connector.grants(), addresses);
        return new TokenEndpoint(network, authentication, credentials(integration), clock);
    }

    /**
     * How the integration is connected.
     *
     * @throws ValidationException if that is not by the consent of a person, or there is no address for it
     */
    static AuthorizationCode authentication(Integration integration, RegisteredConnector connector) {
        if (!(choice(integration, connector) instanceof AuthorizationCode code)) {
            throw new ValidationException("", "this integration is not connected by the consent of a person");
        }
        if (consentHost(code).isEmpty()) {
            throw new ValidationException("/config", NO_ADDRESS);
        }
        return code;
    }

    /**
     * How the integration authenticates.
     *
     * @throws ValidationException if its settings, or the connector with them, do not tell
     */
    static HttpAuthentication choice(Integration integration, RegisteredConnector connector) {
        try {
            HttpAuthentication choice = AuthenticationChoice.of(integration.config(), connector.connector());
            if (choice instanceof AuthorizationCode code) {
                Objects.requireNonNull(code.provider().authorizeUrl(), "authorizeUrl");
                Objects.requireNonNull(code.clientIdField(), "clientIdField");
            }
            return choice;
        } catch (ValidationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "Connector {} fails to tell how it authenticates: {}",
                    connector.definition().id(),
                    e.getClass().getName());
            throw new ValidationException(
                    "/config/connectorConfig", "the connector cannot tell with these settings how it authenticates");
        }
    }

    /** The host that a person consents at; empty if the address is none. */
    static Optional<String> consentHost(AuthorizationCode authentication) {
        try {
            URI address = new URI(authentication.provider().authorizeUrl());
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return Optional.ofNullable(address.getHost()).filter(host -> web);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The stored credentials; none, if there are none. */
    ObjectNode credentials(Integration integration) {
        return vault.find(integration.organizationId(), integration.credentialsReference())
                .orElseGet(Json::object);
    }
}
