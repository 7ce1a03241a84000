package org.archipel.integrations.internal.fakes;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.ProviderBulkhead;
import org.archipel.integrations.internal.health.HealthMonitor;
import org.archipel.integrations.internal.http.AccountShares;
import org.archipel.integrations.internal.http.ConnectionGuards;
import org.archipel.integrations.internal.http.EndpointProbe;
import org.archipel.integrations.internal.http.HttpClients;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.merge.ConflictService;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.oauth.AuthenticationFailures;
import org.archipel.integrations.internal.oauth.OAuthConnections;
import org.archipel.integrations.internal.oauth.OAuthTokens;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.records.RecordListing;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.integrations.internal.records.RecordSlice;
import org.archipel.integrations.internal.service.ConnectionDiagnosis;
import org.archipel.integrations.internal.service.IntegrationAudit;
import org.archipel.integrations.internal.service.IntegrationCheck;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.service.SyncSchedules;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.subscription.StalledWebhooks;
import org.archipel.integrations.internal.subscription.WebhookSubscriptions;
import org.archipel.integrations.internal.sync.QuarantineService;
import org.archipel.integrations.internal.sync.SyncJob;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.integrations.internal.webhook.Receivers;
import org.archipel.messaging.Job;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;

/** The whole of the bundle's services on a database, with one scripted connector; an organization of its own for each house. */
public final class House implements AutoCloseable {
    /** The tables whose rows are worked off for all organizations. */
    private static final List<String> WORKED_OFF =
            List.of("webhook_subscriptions", "received_webhooks", "webhook_deliveries");

    public final String organization = Ids.next();
    public final Caller caller =
            new Caller("user:ada", organization, "ada", EnumSet.allOf(ApiPermission.class), "127.0.0.1", "request");
    public final UnitOfWork work;
    public final MemoryJobs jobs;
    public final MemoryOutbox outbox = new MemoryOutbox();
    public final MemoryVault vault = new MemoryVault();
    public final MemoryAudit audit = new MemoryAudit();
    public final MemorySchedules schedules = new MemorySchedules();
    public final ScriptedConnector remote = new ScriptedConnector();
    public final FakeReference reference = new FakeReference(Map.of());
    public final IntegrationsConfig config = new IntegrationsConfig(Duration.ofMinutes(5), Duration.ofDays(1), 14);
    public final Engine engine = new Engine();
    public final ConnectorRegistry connectors = new ConnectorRegistry();
    public final ConnectionGuards guards;
    public final IntegrationStore store;
    public final IntegrationLog log;
    public final RecordService records;
    public final SyncService syncs;
    public final IntegrationService integrations;
    public final ConnectorSessions sessions;
    public final ConnectionDiagnosis diagnosis;
    public final AuthenticationFailures failures;
    public final OAuthTokens tokens;
    public final OAuthConnections connections;
    public final QuarantineService quarantine;
    public final ConflictService conflicts;
    public final HealthMonitor health;
    public final SyncSchedules timing;
    public final Receivers receivers;
    public final WebhookSubscriptions subscriptions;
    private final ProviderBulkhead bulkhead;

    public House(TestDatabase database) {
        this(database.unit("integrations", "org.archipel.integrations.internal.store"));
    }

    public House(UnitOfWork work) {
        this.work = work;
        jobs = new MemoryJobs(work);
        guards = new ConnectionGuards(new AccountShares(work));
        bulkhead = new ProviderBulkhead(jobs, config);
        connectors.addConnector(remote, reference);
        store = new IntegrationStore(work);
        log = new IntegrationLog(work, config);
        records = new RecordService(work, outbox);
        syncs = new SyncService(work, jobs, engine);
        timing = new SyncSchedules(schedules);
        JdkEgress egress = new JdkEgress();
        failures = new AuthenticationFailures(work, store, timing, outbox, log);
        tokens = new OAuthTokens(work, vault, egress, failures);
        sessions = new ConnectorSessions(vault, new HttpClients(egress, guards), log, tokens, egress);
        connections = new OAuthConnections(
                work, store, connectors, vault, new PlainSignatures(), egress, tokens, failures, audit, log);
        IntegrationCheck check = new IntegrationCheck(connectors, engine, timing, store);
        receivers = new Receivers(store, connectors, sessions, vault);
        subscriptions = new WebhookSubscriptions(
                work,
                store,
                connectors,
                sessions,
                vault,
                new PlainSignatures(),
                outbox,
                log,
                receivers,
                new RealTimeSync(jobs, new AllFeatures()),
                config,
                new StalledWebhooks(work, config));
        integrations = new IntegrationService(
                work,
                store,
                check,
                connectors,
                vault,
                new IntegrationAudit(audit),
                timing,
                syncs,
                guards,
                tokens,
                subscriptions);
        diagnosis =
                new ConnectionDiagnosis(integrations, check, connectors, sessions, new EndpointProbe(egress), vault);
        quarantine = new QuarantineService(work, outbox, engine);
        conflicts = new ConflictService(work, outbox, audit);
        health = new HealthMonitor(work, store, connectors, diagnosis, vault, guards, failures, config);
    }

    /** A complete draft that maps name and city of the entity {@code place}. */
    public static IntegrationDraft draft() {
        return draft(List.of(
                FieldMapping.of("name", "name"),
                new FieldMapping("address.city", "location.city", "trim|lower", true, null),
                FieldMapping.of("population", "population")));
    }

    public static IntegrationDraft draft(List<FieldMapping> mappings) {
        return new IntegrationDraft(
                "Places",
                null,
                null,
                ScriptedConnector.ID,
                Settings.config(
                        "batchSize", 50, "connectorConfig", Json.object().put("region", "pt")),
                Json.object().put("token", "s3cr3t-t0ken"),
                mappings,
                List.of(),
                Settings.sync("entities", List.of("place"), "batchSize", 120),
                List.of("demo"));
    }

    /** An active integration. */
    public Integration active() {
        return active(draft());
    }

    public Integration active(IntegrationDraft draft) {
        Integration made = integrations.create(caller, draft);
        return integrations.activate(caller, made.id());
    }

    /** The connector comes anew, with what it says of itself now. */
    public void connectAnew() {
        connectors.removeConnector(remote, reference);
        connectors.addConnector(remote, reference);
    }

    /** Submits a sync of everything and runs it. */
    public Job sync(Integration integration) {
        return sync(integration, SyncRequest.everything());
    }

    public Job sync(Integration integration, SyncRequest request) {
        return run(syncs.submit(caller, integration, request));
    }

    /** Runs one attempt of a job, as a process that began anew would. */
    public Job run(Job job) {
        SyncJob handler = handler();
        try {
            return jobs.run(job.id(), handler);
        } finally {
            handler.stop();
        }
    }

    public SyncJob handler() {
        return handler(work);
    }

    public SyncJob handler(UnitOfWork unit) {
        return new SyncJob(unit, store, connectors, sessions, log, outbox, jobs, bulkhead, engine, failures, config);
    }

    /** The records of an entity, up to a page. */
    public RecordSlice list(String entity) {
        return records.list(organization, entity, new RecordListing(Map.of(), "", "", 500));
    }

    @Override
    public void close() {
        subscriptions.stop();
        receivers.stop();
        health.stop();
        log.stop();
        engine.close();
        rest();
    }

    /** Health checks, rounds of subscriptions, processing and sending go through those of all houses on the database. */
    private void rest() {
        work.run(transaction -> {
            Sql sql = Sql.on(transaction);
            sql.update("UPDATE integrations SET status = 'PAUSED' WHERE organization_id = ?", organization);
            for (String table : WORKED_OFF) {
                sql.update("DELETE FROM " + table + " WHERE organization_id = ?", organization);
            }
        });
    }
}
