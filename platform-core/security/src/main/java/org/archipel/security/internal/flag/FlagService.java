package org.archipel.security.internal.flag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.Caller;
import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;
import org.archipel.security.internal.Background;
import org.archipel.security.internal.store.FeatureFlagRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the feature flags in the database, and a copy in memory that is read anew every few seconds. */
@Component(service = {FeatureFlags.class, FlagService.class})
public final class FlagService implements FeatureFlags {
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final UnitOfWork work;
    private final AuditLog audit;
    private final ScheduledFuture<?> refreshes;
    private final Clock clock = Clock.systemUTC();
    private volatile Set<Feature> disabled;

    @Activate
    public FlagService(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditLog audit,
            @Reference Background background) {
        this.work = work;
        this.audit = audit;
        this.disabled = work.call(FlagService::readDisabled);
        this.refreshes = background.every(REFRESH, "reading the feature flags", this::refresh);
    }

    @Deactivate
    public void stop() {
        refreshes.cancel(false);
    }

    /**
     * A flag as it stands.
     *
     * @param version grows with each change; 0 when it was never set
     * @param updatedAt empty when it was never set
     */
    public record Flag(
            Feature feature, boolean enabled, long version, Optional<Instant> updatedAt, Optional<String> updatedBy) {}

    @Override
    public boolean isEnabled(Feature feature) {
        return !disabled.contains(feature);
    }

    @Override
    public void require(Feature feature) {
        if (!isEnabled(feature)) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR, "An administrator has switched off " + feature.name() + ".");
        }
    }

    /** All flags, in the order of their declaration. */
    public List<Flag> list() {
        return work.call(transaction -> {
            Map<Feature, FeatureFlagRow> rows = new EnumMap<>(Feature.class);
            transaction
                    .entityManager()
                    .createQuery("SELECT f FROM FeatureFlagRow f", FeatureFlagRow.class)
                    .getResultStream()
                    .forEach(row -> feature(row.name()).ifPresent(known -> rows.put(known, row)));
            return Stream.of(Feature.values())
                    .map(feature -> flag(feature, Optional.ofNullable(rows.get(feature))))
                    .toList();
        });
    }

    public Flag get(Feature feature) {
        return work.call(transaction -> flag(feature, find(transaction, feature)));
    }

    /** @param seen is given the version that is there before the change, to refuse it when the client saw another */
    public Flag set(Caller caller, Feature feature, boolean enabled, LongConsumer seen) {
        return work.call(transaction -> {
            Optional<FeatureFlagRow> present = find(transaction, feature);
            Flag before = flag(feature, present);
            seen.accept(before.version());
            FeatureFlagRow row = present.orElseGet(() -> {
                FeatureFlagRow created = new FeatureFlagRow(feature.name());
                transaction.entityManager().persist(created);
                return created;
            });
            row.set(enabled, caller.actor(), Timestamps.stored(clock.instant()));
            transaction.entityManager().flush();
            audit.record(
                    transaction,
                    caller,
                    new AuditLog.Entry(
                            "feature-flag.set",
                            "feature-flag/" + feature.name(),
                            Optional.of(json(before.enabled())),
                            Optional.of(json(enabled)),
                            Outcome.SUCCESS));
            Set<Feature> after = readDisabled(transaction);
            transaction.afterCommit(() -> disabled = after);
            return flag(feature, Optional.of(row));
        });
    }

    private void refresh() {
        disabled = work.call(FlagService::readDisabled);
    }

    private static Set<Feature> readDisabled(Transaction transaction) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        transaction
                .entityManager()
                .createQuery("SELECT f.name FROM FeatureFlagRow f WHERE f.enabled = FALSE", String.class)
                .getResultStream()
                .forEach(name -> feature(name).ifPresent(features::add));
        return features;
    }

    /** A later release may have stored flags that this one does not know. */
    private static Optional<Feature> feature(String name) {
        return Stream.of(Feature.values())
                .filter(feature -> feature.name().equals(name))
                .findFirst();
    }

    private static Optional<FeatureFlagRow> find(Transaction transaction, Feature feature) {
        return Optional.ofNullable(transaction.entityManager().find(FeatureFlagRow.class, feature.name()));
    }

    private static Flag flag(Feature feature, Optional<FeatureFlagRow> row) {
        return new Flag(
                feature,
                row.map(FeatureFlagRow::isEnabled).orElse(true),
                row.map(FeatureFlagRow::version).orElse(0L),
                row.map(FeatureFlagRow::updatedAt),
                row.map(FeatureFlagRow::updatedBy));
    }

    private static ObjectNode json(boolean enabled) {
        return JsonNodeFactory.instance.objectNode().put("enabled", enabled);
    }
}
