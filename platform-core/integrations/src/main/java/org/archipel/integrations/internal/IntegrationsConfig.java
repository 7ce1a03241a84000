package org.archipel.integrations.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Framework properties of this bundle, with their defaults. */
@Component(service = IntegrationsConfig.class)
public class IntegrationsConfig {
    /** What {@code archipel.sync.failures} is when it is not set. */
    public static final int SYNC_FAILURES = 10;

    private static final int PROVIDER_THREADS = 4;

    private final Duration syncOverlap;
    private final int syncFailures;
    private final Duration healthInterval;
    private final int logDays;
    private final int providerThreads;
    private final Optional<URI> publicUrl;

    @Activate
    public IntegrationsConfig(BundleContext context) {
        this(
                seconds(context, "archipel.sync.overlap.seconds", 300),
                (int) number(context, "archipel.sync.failures", SYNC_FAILURES),
                seconds(context, "archipel.integrations.health.seconds", 30),
                (int) number(context, "archipel.integrations.log.days", 14),
                (int) number(context, "archipel.integrations.provider.threads", PROVIDER_THREADS),
                Optional.ofNullable(context.getProperty("archipel.public.url"))
                        .filter(text -> !text.isBlank())
                        .map(URI::create));
    }

    public IntegrationsConfig(Duration syncOverlap, Duration healthInterval, int logDays) {
        this(syncOverlap, healthInterval, logDays, Optional.empty());
    }

    public IntegrationsConfig(Duration syncOverlap, Duration healthInterval, int logDays, Optional<URI> publicUrl) {
        this(syncOverlap, SYNC_FAILURES, healthInterval, logDays, PROVIDER_THREADS, publicUrl);
    }

    IntegrationsConfig(
            Duration syncOverlap,
            int syncFailures,
            Duration healthInterval,
            int logDays,
            int providerThreads,
            Optional<URI> publicUrl) {
        this.syncOverlap = syncOverlap;
        this.syncFailures = syncFailures;
        this.healthInterval = healthInterval;
        this.logDays = logDays;
        this.providerThreads = providerThreads;
        this.publicUrl = publicUrl;
    }

    /** {@code archipel.sync.overlap.seconds}: how far before the start of the last run an incremental read begins; 300. */
    public Duration syncOverlap() {
        return syncOverlap;
    }

    /** {@code archipel.sync.failures}: so often in a row, without a page in between, a sync is interrupted before it fails for good; 10. */
    public int syncFailures() {
        return syncFailures;
    }

    /** {@code archipel.integrations.health.seconds}: time between two health checks of an active integration; 30. */
    public Duration healthInterval() {
        return healthInterval;
    }

    /** {@code archipel.integrations.log.days}: how long entries of integrations' logs are kept; 14. */
    public int logDays() {
        return logDays;
    }

    /** {@code archipel.integrations.provider.threads}: how many jobs of one organization use one remote system at a time; 4. */
    public int providerThreads() {
        return providerThreads;
    }

    /**
     * {@code archipel.public.url}: how browsers and the webhooks of remote systems reach the platform; without it browsers come back to
     * where they asked, and no webhooks are asked for.
     */
    public Optional<URI> publicUrl() {
        return publicUrl;
    }

    private static Duration seconds(BundleContext context, String name, long otherwise) {
        return Duration.ofSeconds(number(context, name, otherwise));
    }

    private static long number(BundleContext context, String name, long otherwise) {
        String value = context.getProperty(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Math.max(1, Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + value, e);
        }
    }
}
