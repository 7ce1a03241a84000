package org.archipel.integrations.internal.sync;

import java.util.concurrent.ExecutorService;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.persistence.UnitOfWork;
import org.archipel.transformation.Transformations;

/** What every attempt of a sync job works with. */
record SyncParts(
        RunStart starts,
        RunEnd ends,
        EntitySync inbound,
        OutboundSync outbound,
        CreationRecovery recovery,
        Counterparts counterparts,
        RefusedCredentials refusals,
        UnitOfWork work,
        ConnectorRegistry connectors,
        ConnectorSessions sessions,
        IntegrationLog log,
        Transformations engine,
        ExecutorService threads) {}
