package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.sandbox.Egress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** Makes the HTTP clients of sessions. */
@Component(service = HttpClients.class)
public class HttpClients {
    private final Egress egress;
    private final ConnectionGuards guards;

    @Activate
    public HttpClients(@Reference Egress egress, @Reference ConnectionGuards guards) {
        this.egress = egress;
        this.guards = guards;
    }

    /**
     * Makes the client of a session.
     *
     * @param connectorId of the connector that the integration uses
     * @param reach what it reaches, the token endpoint included
     * @param log the integration's log
     * @param connected the tokens of a connection that a person made; empty where the authentication needs none
     * @param limit the remote system's limit, where it is known
     */
    public IntegrationHttpClient client(
            Integration integration,
            String connectorId,
            HttpAuthentication authentication,
            ObjectNode credentials,
            Reach reach,
            Logger log,
            Optional<AccessTokens> connected,
            Optional<RateLimit> limit) {
        IntegrationConfig config = integration.config();
        Optional<URI> endpoint = Optional.ofNullable(config.endpoint()).map(URI::create);
        SecretMask mask = SecretMask.of(credentials);
        var settings = new ConnectionSettings(
                authentication,
                credentials,
                new CredentialScope(endpoint, reach.grants()),
                config.retryPolicy(),
                Duration.ofMillis(config.timeoutMs()),
                config.compressionEnabled(),
                mask,
                new ExchangeLog(log, mask),
                connected,
                limit.map(known -> guards.pacer(account(integration, connectorId, endpoint), known)));
        return new IntegrationHttpClient(
                reach.client(egress), guards.of(integration.id()), settings, Clock.systemUTC());
    }

    /** An organization's integrations with one host share its limit. */
    private static AccountPacers.Account account(Integration integration, String connectorId, Optional<URI> endpoint) {
        return new AccountPacers.Account(
                integration.organizationId(),
                connectorId,
                endpoint.map(URI::getAuthority).orElse(integration.id()));
    }
}
