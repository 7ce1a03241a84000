package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.List;
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

/** What a provider is spoken to with: the integration's way of authentication, its credentials, the token endpoint. */
final class ProviderAccess {
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
     * @throws ValidationException if that is not by the consent of a person
     */
    static AuthorizationCode authentication(Integration integration, RegisteredConnector connector) {
        HttpAuthentication found = AuthenticationChoice.of(integration.config(), connector.connector());
        if (found instanceof AuthorizationCode code) {
            return code;
        }
        throw new ValidationException("", "this integration is not connected by the consent of a person");
    }

    /** The stored credentials; none, if there are none. */
    ObjectNode credentials(Integration integration) {
        return vault.has(integration.organizationId(), integration.credentialsReference())
                ? vault.open(integration.organizationId(), integration.credentialsReference())
                : Json.object();
    }
}
