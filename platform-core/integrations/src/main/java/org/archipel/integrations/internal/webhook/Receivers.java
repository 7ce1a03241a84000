package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.rest.ProblemException;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The receivers of integrations, made when the first webhook comes and kept for seconds: so long a change may take to show. */
@Component(service = Receivers.class)
public class Receivers {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST = 10_000;
    private static final int UNAVAILABLE = 503;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ConnectorSessions sessions;
    private final CredentialVault vault;
    private final Cache<String, Optional<Receiver>> receivers = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .removalListener((String id, Optional<Receiver> receiver, RemovalCause cause) -> close(receiver))
            .build();

    @Activate
    public Receivers(
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference CredentialVault vault) {
        this.integrations = integrations;
        this.connectors = connectors;
        this.sessions = sessions;
        this.vault = vault;
    }

    @Deactivate
    public void stop() {
        receivers.invalidateAll();
    }

    /**
     * The receiver of an integration, whose verifier stays open until it is left; empty if there is no such integration, or it takes no
     * webhooks.
     *
     * @throws ProblemException 503 if its connector is away, as while it is upgraded: the sender is to come again
     */
    Optional<Receiver> enter(String integrationId) {
        Optional<Receiver> receiver = receivers.get(integrationId, this::make);
        while (receiver.isPresent() && !receiver.get().verifier.enter()) {
            // Forgotten since it was found, and so no longer among those that are kept.
            receiver = receivers.get(integrationId, this::make);
        }
        return receiver;
    }

    /** Forgets what is known, so that a change shows at once. */
    public void forget(String integrationId) {
        receivers.invalidate(integrationId);
    }

    private Optional<Receiver> make(String id) {
        return integrations
                .findAnywhere(id)
                .filter(integration -> integration.status() != IntegrationStatus.DISABLED)
                .flatMap(integration -> verifier(integration).map(verifier -> new Receiver(integration, verifier)));
    }

    private Optional<Verifier> verifier(Integration integration) {
        WebhookSettings settings = integration.config().webhook();
        if (settings.scheme() != null) {
            return Optional.of(new SchemeVerifier(settings, secrets(integration, settings), Clock.systemUTC()));
        }
        if (integration.connectorId().isEmpty()) {
            return Optional.empty();
        }
        RegisteredConnector connector = connectors
                .find(integration)
                .orElseThrow(() -> new ProblemException(
                        UNAVAILABLE,
                        ErrorCode.SYSTEM_ERROR,
                        "The connector that takes this webhook is not there at the moment.",
                        List.of(),
                        LOOK_AGAIN));
        return connector.definition().can(Capability.WEBHOOKS)
                ? Optional.of(new ConnectorVerifier(
                        sessions.open(integration, connector),
                        Duration.ofSeconds(settings.toleranceSeconds()),
                        connector.definition().can(Capability.WEBHOOK_SUBSCRIPTIONS)))
                : Optional.empty();
    }

    private List<String> secrets(Integration integration, WebhookSettings settings) {
        ObjectNode credentials = vault.find(integration.organizationId(), integration.credentialsReference())
                .orElseGet(Json::object);
        List<String> secrets = new ArrayList<>();
        for (String field : List.of(settings.secretField(), settings.secretField() + "Previous")) {
            Optional.of(credentials.path(field).asText(""))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(secrets::add);
        }
        return secrets;
    }

    private static void close(Optional<Receiver> receiver) {
        if (receiver != null
                && receiver.isPresent()
                && receiver.get().verifier instanceof ConnectorVerifier connector) {
            connector.close();
        }
    }
}
