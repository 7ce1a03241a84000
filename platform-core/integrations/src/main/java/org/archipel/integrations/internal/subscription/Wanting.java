package org.archipel.integrations.internal.subscription;

import java.net.URI;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;

/** Which integrations want their webhooks to be asked for, and where these go. */
final class Wanting {
    private final ConnectorRegistry connectors;
    private final IntegrationsConfig config;

    Wanting(ConnectorRegistry connectors, IntegrationsConfig config) {
        this.connectors = connectors;
        this.config = config;
    }

    /** Whether remote systems can be told how to reach the platform. */
    boolean reachable() {
        return config.publicUrl().isPresent();
    }

    /** Where an integration's webhooks go; empty if nobody said how the platform is reached. */
    Optional<URI> target(Integration integration) {
        return target(integration.id());
    }

    private Optional<URI> target(String integrationId) {
        return config.publicUrl()
                .map(base -> URI.create(base.toString().replaceAll("/+$", "") + "/api/webhooks/" + integrationId));
    }

    /** Whether webhooks come to an address that the platform has no more. One that is being asked for waits its time. */
    boolean moved(Subscription row) {
        return row.state() == SubscriptionState.ACTIVE
                && row.failures() == 0
                && target(row.integrationId())
                        .filter(target -> !target.toString().equals(row.target()))
                        .isPresent();
    }

    /** Why an integration wants none; empty if it does. */
    Optional<String> refusal(Integration integration) {
        if (!integration.active()) {
            return Optional.of("The integration is not active.");
        }
        if (integration.syncSettings().frequency() != Frequency.REALTIME) {
            return Optional.of("The integration's frequency is not REALTIME.");
        }
        if (integration.syncSettings().direction() == Direction.OUTBOUND) {
            return Optional.of("The integration brings nothing in.");
        }
        if (integration.config().webhook().scheme() != null) {
            return Optional.of("The integration says itself, in config.webhook, how its webhooks are proved.");
        }
        boolean can = connectors
                .find(integration)
                .filter(connector -> connector.definition().can(Capability.WEBHOOK_SUBSCRIPTIONS))
                .isPresent();
        return can
                ? Optional.empty()
                : Optional.of("The connector cannot ask for webhooks: register them at the remote system.");
    }
}
