package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.archipel.api.event.EventPublisher;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.extension.TempFiles;
import org.archipel.api.http.HttpClient;
import org.archipel.api.record.HubRecords;
import org.archipel.api.schedule.Scheduler;
import org.archipel.api.secret.Secrets;
import org.archipel.api.storage.DocumentStore;
import org.archipel.api.storage.KeyValueStore;
import org.archipel.sandbox.internal.boundary.HostService;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.wall.SecondWall;
import org.slf4j.Logger;

/** What one island receives: every service behind the boundary. */
final class IslandContext implements ExtensionContext {
    private final LiveIsland island;
    private final Builder services;
    private final Clock clock;
    private final Logger logger;

    private IslandContext(LiveIsland island, Builder services, Clock clock, Logger logger) {
        this.island = island;
        this.services = services;
        this.clock = clock;
        this.logger = logger;
    }

    /** @param admission asked before every call of a service */
    static Builder builder(LiveIsland island, Runnable admission) {
        return new Builder(island, admission);
    }

    @Override
    public InstallationInfo installation() {
        return island.installation();
    }

    @Override
    public HttpClient http() {
        return services.http;
    }

    @Override
    public KeyValueStore keyValues() {
        return services.keyValues;
    }

    @Override
    public DocumentStore documents() {
        return services.documents;
    }

    @Override
    public HubRecords records() {
        return services.records;
    }

    @Override
    public EventPublisher events() {
        return services.events;
    }

    @Override
    public Scheduler scheduler() {
        return services.scheduler;
    }

    @Override
    public Secrets secrets() {
        return services.secrets;
    }

    @Override
    public TempFiles tempFiles() {
        return services.tempFiles;
    }

    @Override
    public ObjectNode config() {
        return island.config();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Logger logger() {
        return logger;
    }

    /** Collects the services. */
    static final class Builder {
        private final LiveIsland island;
        private final Runnable admission;
        private HttpClient http;
        private KeyValueStore keyValues;
        private DocumentStore documents;
        private HubRecords records;
        private EventPublisher events;
        private Scheduler scheduler;
        private Secrets secrets;
        private TempFiles tempFiles;

        private Builder(LiveIsland island, Runnable admission) {
            this.island = island;
            this.admission = admission;
        }

        /** @param resource of the grants without which the service is of no use */
        private <T> T wrap(Class<T> type, T service, String resource) {
            Runnable use = SecondWall.use(resource, island.location());
            return HostService.wrap(type, service, () -> {
                admission.run();
                use.run();
            });
        }

        Builder http(HttpClient service) {
            http = wrap(HttpClient.class, service, "network");
            return this;
        }

        Builder keyValues(KeyValueStore service) {
            keyValues = wrap(KeyValueStore.class, service, "storage");
            return this;
        }

        Builder documents(DocumentStore service) {
            documents = wrap(DocumentStore.class, service, "storage");
            return this;
        }

        Builder records(HubRecords service) {
            records = wrap(HubRecords.class, service, "records");
            return this;
        }

        Builder events(EventPublisher service) {
            events = wrap(EventPublisher.class, service, "events");
            return this;
        }

        Builder scheduler(Scheduler service) {
            scheduler = wrap(Scheduler.class, service, "schedule");
            return this;
        }

        Builder secrets(Secrets service) {
            secrets = wrap(Secrets.class, service, "secrets");
            return this;
        }

        Builder tempFiles(TempFiles service) {
            tempFiles = wrap(TempFiles.class, service, "files");
            return this;
        }

        IslandContext build(Clock clock, Logger logger) {
            return new IslandContext(island, this, clock, logger);
        }
    }
}
