package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.ConnectorWait;
import org.archipel.integrations.internal.connector.ProviderBulkhead;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.transformation.Transformations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the sync jobs. A job goes on from its last checkpoint after a crash; a passing failure of the remote side hands it back to
 * the queue a few times; a connector that is away, or a remote system that others keep busy, makes it wait for as long as it takes.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + SyncJob.TYPE)
public class SyncJob implements JobHandler {
    /** The type of these jobs. */
    public static final String TYPE = "integration.sync";

    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ProviderBulkhead bulkhead;
    private final SyncParts parts;
    private final ExecutorService readers;

    @Activate
    public SyncJob(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference IntegrationLog log,
            @Reference Outbox outbox,
            @Reference JobQueue jobs,
            @Reference ProviderBulkhead bulkhead,
            @Reference Transformations engine,
            @Reference RefusedCredentials refusals,
            @Reference IntegrationsConfig config) {
        this.integrations = integrations;
        this.connectors = connectors;
        this.bulkhead = bulkhead;
        this.readers = Executors.newCachedThreadPool(DaemonThreads.numbered("archipel-sync-reader"));
        Clock clock = Clock.systemUTC();
        GroupWriter writer = new GroupWriter(work, new RecordEvents(outbox), clock);
        StaleRecords stale = new StaleRecords(new RecordEvents(outbox));
        OutboundWriter outboundWriter = new OutboundWriter(work, stale, clock);
        this.parts = new SyncParts(
                new RunStart(work, clock, config.syncOverlap(), new JobStates(jobs)),
                new RunEnd(work, outbox, clock, config.syncFailures()),
                new EntitySync(
                        work, writer, new MissingRecords(work, writer, readers, config.syncOverlap()), readers, clock),
                new OutboundSync(work, outboundWriter, stale, clock),
                new CreationRecovery(work, outboundWriter, clock),
                new Counterparts(work),
                refusals,
                work,
                connectors,
                sessions,
                log,
                engine,
                readers);
    }

    @Deactivate
    public void stop() {
        readers.shutdownNow();
    }

    @Override
    public JsonNode run(JobExecution execution) {
        SyncInput input = SyncInput.of(execution.job().input());
        Integration integration = integrations.get(execution.job().organizationId(), input.integrationId());
        return bulkhead.run(
                integration,
                () -> ConnectorWait.orWait(connectors, integration, () -> synchronize(execution, integration, input)));
    }

    private JsonNode synchronize(JobExecution execution, Integration integration, SyncInput input) {
        SyncRequest request = input.request();
        RegisteredConnector connector = connectors.require(integration);
        List<String> entities =
                request.entities().isEmpty() ? integration.syncSettings().entities() : request.entities();
        return new SyncAttempt(parts, execution, integration, connector, input).run(entities);
    }
}
