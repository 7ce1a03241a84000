package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.WebhookCredentials;
import org.archipel.integrations.internal.fakes.AllFeatures;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.PlainSignatures;
import org.archipel.integrations.internal.fakes.RemoteSubscriptions;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.fakes.StandingClock;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Real-time integrations of one organization, a remote system that can be asked for webhooks, and a clock that stands. */
abstract class RealTimeIntegrations {
    static final URI PUBLIC = URI.create("https://hub.test/archipel/");
    static final Duration PAST_THE_LEASE = Duration.ofMinutes(4);

    House house;
    RemoteSubscriptions remote;
    WebhookSubscriptions subscriptions;
    final StandingClock clock = new StandingClock();

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        // The database is that of all tests; rounds go through everybody's integrations.
        house.work.run(transaction -> {
            Sql.on(transaction).update("UPDATE integrations SET status = 'PAUSED'");
            Sql.on(transaction).update("DELETE FROM webhook_subscriptions");
        });
        remote = house.remote.subscriptions();
        subscriptions = subscriptions(house.work, Optional.of(PUBLIC));
    }

    @AfterEach
    void tearDown() {
        subscriptions.stop();
        house.close();
    }

    SubscriptionView view(Integration integration) {
        return subscriptions.view(integration);
    }

    String secretOf(Integration integration) {
        return new WebhookCredentials(house.vault)
                .with(integration, Json.object())
                .path("webhookSecret")
                .asText();
    }

    long jobs(Integration integration) {
        return house.jobs.list(house.organization, null, null, 100).items().stream()
                .filter(job -> job.input().path("integrationId").asText().equals(integration.id()))
                .count();
    }

    WebhookSubscriptions subscriptions(UnitOfWork work, Optional<URI> publicUrl) {
        return subscriptions(work, publicUrl, LeaseKeeper.USUAL);
    }

    WebhookSubscriptions subscriptions(UnitOfWork work, Optional<URI> publicUrl, Duration leasePace) {
        SubscriptionParts parts = new SubscriptionParts(
                work,
                house.store,
                house.connectors,
                house.sessions,
                house.vault,
                new PlainSignatures(),
                house.outbox,
                house.log,
                house.receivers,
                new RealTimeSync(house.jobs, new AllFeatures()));
        IntegrationsConfig config = config(publicUrl);
        return new WebhookSubscriptions(parts, config, new StalledWebhooks(work, config), clock, leasePace);
    }

    static IntegrationsConfig config(Optional<URI> publicUrl) {
        return new IntegrationsConfig(Duration.ofMinutes(5), Duration.ofDays(1), 14, publicUrl);
    }

    Integration active(String entity) {
        return activated(draft(entity, Json.object().put("token", "s3cr3t-t0ken")));
    }

    Integration activated(IntegrationDraft draft) {
        Integration made = house.integrations.create(house.caller, draft);
        return house.integrations.activate(house.caller, made.id());
    }

    void replace(Integration integration, IntegrationDraft draft, String name) {
        house.integrations.replace(
                house.caller,
                integration.id(),
                new IntegrationDraft(
                        name,
                        null,
                        null,
                        draft.connectorId(),
                        draft.config(),
                        null,
                        draft.fieldMappings(),
                        List.of(),
                        draft.syncSettings(),
                        List.of()),
                revision -> {});
    }

    static IntegrationDraft draft(String entity, ObjectNode credentials) {
        IntegrationDraft usual = House.draft();
        return new IntegrationDraft(
                usual.name(),
                null,
                null,
                usual.connectorId(),
                usual.config(),
                credentials,
                usual.fieldMappings(),
                List.of(),
                Settings.sync("entities", List.of(entity), "frequency", Frequency.REALTIME),
                List.of());
    }
}
