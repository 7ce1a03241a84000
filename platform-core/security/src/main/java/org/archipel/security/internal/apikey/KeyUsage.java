package org.archipel.security.internal.apikey;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers when keys were used and writes it now and then: a request pays for no database write. Thread-safe. */
@Component(service = KeyUsage.class)
public final class KeyUsage {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUsage.class);
    private static final long FLUSH_SECONDS = 15;

    private final UnitOfWork work;
    private final BootstrapKeyFile bootstrapFile;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor;

    @Activate
    public KeyUsage(@Reference(target = "(unit=security)") UnitOfWork work, @Reference BootstrapKeyFile bootstrapFile) {
        this.work = work;
        this.bootstrapFile = bootstrapFile;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "archipel-key-usage");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        executor.shutdown();
        flush();
    }

    void used(ApiKeyRow key, Instant at) {
        uses.put(key.id(), new Use(key.organizationId(), at));
        bootstrapFile.used(key.keyPrefix());
    }

    /** Writes what was noted since the last time; what cannot be written is only told to the log. */
    public void flush() {
        for (String id : uses.keySet()) {
            Use use = uses.remove(id);
            if (use != null) {
                write(id, use);
            }
        }
    }

    private void write(String id, Use use) {
        try {
            work.run(transaction -> ApiKeyStore.used(transaction, use.organizationId(), id, use.at()));
        } catch (RuntimeException e) {
            LOG.warn("The last use of the API key {} could not be written", id, e);
        }
    }

    private record Use(String organizationId, Instant at) {}
}
