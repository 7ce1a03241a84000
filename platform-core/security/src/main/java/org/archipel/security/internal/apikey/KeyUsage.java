package org.archipel.security.internal.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.Background;
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
    private static final Duration FLUSH = Duration.ofSeconds(15);

    private final UnitOfWork work;
    private final BootstrapKeyFile bootstrapFile;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> flushes;

    @Activate
    public KeyUsage(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference BootstrapKeyFile bootstrapFile,
            @Reference Background background) {
        this.work = work;
        this.bootstrapFile = bootstrapFile;
        this.flushes = background.every(FLUSH, "writing the last use of API keys", this::flush);
    }

    @Deactivate
    public void stop() {
        flushes.cancel(false);
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
