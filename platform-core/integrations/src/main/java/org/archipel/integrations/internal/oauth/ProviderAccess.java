package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.error.PermissionDeniedException;
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

    /**
     * The provider's token endpoint, and that of revocation.
     *
     * @param choice one by the consent of a person
     */
    TokenEndpoint endpoint(Integration integration, RegisteredConnector connector, AuthenticationChoice choice) {
        HttpClient network =
                choice.ofConnections(integration.config(), connector).client(egress);
        return new TokenEndpoint(network, choice.consent().orElseThrow(), credentials(integration), clock);
    }

    /**
     * How the integration is connected, by the consent of a person.
     *
     * @throws ValidationException if it is connected otherwise, or there is no address for it
     */
    AuthenticationChoice byConsent(Integration integration, RegisteredConnector connector) {
        AuthenticationChoice choice = choice(integration, connector);
        AuthorizationCode code = choice.consent()
                .orElseThrow(() ->
                        new ValidationException("", "this integration is not connected by the consent of a person"));
        if (consentHost(code).isEmpty()) {
            throw new ValidationException("/config", NO_ADDRESS);
        }
        return choice;
    }

    /**
     * How the integration authenticates.
     *
     * @throws ValidationException if its settings, or the connector with them, do not tell, or the connector sends people or secrets to
     *     where it may not
     */
    AuthenticationChoice choice(Integration integration, RegisteredConnector connector) {
        AuthenticationChoice choice = told(integration, connector);
        try {
            if (choice.consent().isPresent()) {
                choice.requireCovered(egress, integration.config(), connector);
            }
            return choice;
        } catch (PermissionDeniedException e) {
            throw new ValidationException("/config/connectorConfig", e.getMessage());
        }
    }

    private static AuthenticationChoice told(Integration integration, RegisteredConnector connector) {
        try {
            AuthenticationChoice choice = AuthenticationChoice.of(integration.config(), connector);
            choice.consent().ifPresent(code -> {
                Objects.requireNonNull(code.provider().authorizeUrl(), "authorizeUrl");
                Objects.requireNonNull(code.provider().tokenUrl(), "tokenUrl");
                Objects.requireNonNull(code.provider().revokeUrl(), "revokeUrl");
                Objects.requireNonNull(code.clientIdField(), "clientIdField");
            });
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
