package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.http.HttpClients;
import org.archipel.integrations.internal.http.IntegrationHttpClient;
import org.archipel.integrations.internal.http.TokenSource;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.log.SessionLogger;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.sandbox.Egress;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens sessions with remote systems. */
@Component(service = ConnectorSessions.class)
public class ConnectorSessions {
    private final CredentialVault vault;
    private final WebhookCredentials webhooks;
    private final HttpClients clients;
    private final IntegrationLog log;
    private final TokenSource tokens;
    private final Egress egress;

    @Activate
    public ConnectorSessions(
            @Reference CredentialVault vault,
            @Reference HttpClients clients,
            @Reference IntegrationLog log,
            @Reference TokenSource tokens,
            @Reference Egress egress) {
        this.egress = egress;
        this.tokens = tokens;
        this.vault = vault;
        this.webhooks = new WebhookCredentials(vault);
        this.clients = clients;
        this.log = log;
    }

    /** Opens a session with the credentials that are stored, those of webhooks that nobody gave included. */
    public OpenSession open(Integration integration, RegisteredConnector connector) {
        ObjectNode credentials = vault.find(integration.organizationId(), integration.credentialsReference())
                .orElseGet(Json::object);
        return open(
                integration,
                connector,
                connector.definition().can(Capability.WEBHOOK_SUBSCRIPTIONS)
                        ? webhooks.with(integration, credentials)
                        : credentials);
    }

    /** Opens a session with the given credentials. */
    public OpenSession open(Integration integration, RegisteredConnector connector, ObjectNode credentials) {
        SecretMask mask = SecretMask.of(credentials);
        SessionLogger logger = new SessionLogger(log, integration, mask);
        try {
            AuthenticationChoice choice = AuthenticationChoice.of(integration.config(), connector);
            choice.requireCovered(egress, integration.config(), connector);
            HttpAuthentication authentication = choice.authentication();
            IntegrationHttpClient http = clients.client(
                    integration,
                    connector.definition().id(),
                    authentication,
                    credentials,
                    choice.ofSessions(integration.config(), connector),
                    logger,
                    authentication instanceof AuthorizationCode code
                            ? Optional.of(tokens.tokens(
                                    integration,
                                    code,
                                    credentials,
                                    choice.ofRefreshes(integration.config(), connector)))
                            : Optional.empty(),
                    connector.connector().rateLimit(integration.config().connectorConfig()));
            return open(
                    connector, new IntegrationContext(integration, connector, http, credentials, logger), http, mask);
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "The connector could not open a session.", e);
        }
    }

    private static OpenSession open(
            RegisteredConnector connector, IntegrationContext context, IntegrationHttpClient http, SecretMask mask) {
        boolean opened = false;
        try {
            ConnectorSession session = connector.connector().open(context);
            if (session == null) {
                throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "The connector opened no session.");
            }
            opened = true;
            return new OpenSession(session, http, mask, context::end);
        } finally {
            if (!opened) {
                context.end();
            }
        }
    }
}
