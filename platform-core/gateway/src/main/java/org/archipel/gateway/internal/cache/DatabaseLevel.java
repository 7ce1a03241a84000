package org.archipel.gateway.internal.cache;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps answers in the database, where they outlive the process and all nodes see them. */
@Component(service = DatabaseLevel.class)
public class DatabaseLevel implements CacheLevel {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLevel.class);

    private final UnitOfWork work;
    private final ScheduledExecutorService cleaning = DaemonThreads.timer("gateway-cache-cleaning");

    @Activate
    public DatabaseLevel(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.work = work;
        cleaning.scheduleWithFixedDelay(this::clean, 1, 1, TimeUnit.MINUTES);
    }

    @Deactivate
    public void close() {
        cleaning.shutdownNow();
    }

    @Override
    public Optional<CachedAnswer> get(String organizationId, String key) {
        try {
            Optional<byte[]> bytes = work.call(transaction -> Sql.on(transaction)
                    .first(
                            "SELECT answer FROM custom_api_answers WHERE organization_id = ? AND cache_key = ?",
                            row -> row.getBytes(1),
                            organizationId,
                            key));
            return bytes.isEmpty() ? Optional.empty() : Optional.of(AnswerCodec.read(bytes.get()));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A kept answer could not be read", e);
            return Optional.empty();
        }
    }

    @Override
    public void put(String organizationId, String key, CachedAnswer answer) {
        byte[] bytes = AnswerCodec.write(answer);
        Instant until = Instant.ofEpochMilli(answer.usableUntil());
        try {
            work.run(transaction -> {
                Sql sql = Sql.on(transaction);
                int updated = sql.update(
                        "UPDATE custom_api_answers SET answer = ?, expires_at = ? WHERE organization_id = ? AND cache_key = ?",
                        bytes,
                        until,
                        organizationId,
                        key);
                if (updated == 0) {
                    sql.insertIfAbsent(
                            "INSERT INTO custom_api_answers (organization_id, cache_key, answer, expires_at) VALUES (?, ?, ?, ?)",
                            organizationId,
                            key,
                            bytes,
                            until);
                }
            });
        } catch (RuntimeException e) {
            LOG.debug("An answer could not be kept", e);
        }
    }

    private void clean() {
        try {
            work.run(transaction ->
                    Sql.on(transaction).update("DELETE FROM custom_api_answers WHERE expires_at < ?", Instant.now()));
        } catch (RuntimeException e) {
            LOG.debug("Old answers could not be removed", e);
        }
    }
}
