package org.archipel.integrations.internal.subscription;

import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.webhook.Receivers;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.archipel.security.Signatures;

/** The services that work on subscriptions. */
record SubscriptionParts(
        UnitOfWork work,
        IntegrationStore integrations,
        ConnectorRegistry connectors,
        ConnectorSessions sessions,
        CredentialVault vault,
        Signatures signatures,
        Outbox outbox,
        IntegrationLog log,
        Receivers receivers,
        RealTimeSync syncs) {}
