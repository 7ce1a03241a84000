package org.archipel.sandbox.internal.usage;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionQuotas;
import org.archipel.sandbox.ExtensionUsage;
import org.archipel.sandbox.ResourceUsage;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.store.ResourceUsageStore;
import org.archipel.sandbox.internal.store.UsageStore;
import org.archipel.sandbox.internal.store.VersionUsageStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what this node counted to the database, again and again, and when a day (UTC) ends. Only what is new since the last time is
 * added, and to the day that it was counted on, so that several nodes and restarts add up, and a day begins with its whole quota.
 * Thread-safe.
 */
@Component(
        service = {ExtensionUsage.class, ExtensionQuotas.class},
        immediate = true)
public final class UsageKeeper implements ExtensionUsage, ExtensionQuotas {
    private static final Logger LOG = LoggerFactory.getLogger(UsageKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What is new is added at each so many looks, and as soon as a day has ended. */
    private static final int LOOKS = 15;

    private static final int DAYS_SHOWN = 31;

    private final UnitOfWork work;
    private final Accounts accounts;
    private final Clock clock;
    /** To which what is counted now is added. */
    private LocalDate day;

    private int looks;
    /** Whether the last try did not succeed: a day that ended is no reason to try again at once. */
    private boolean failed;

    private final Map<Account, Map<String, ResourceUsage>> kept = new HashMap<>();
    private final ScheduledExecutorService worker = DaemonThreads.timer("archipel-extension-usage");

    @Activate
    public UsageKeeper(@Reference(target = "(unit=sandbox)") UnitOfWork work, @Reference Accounts accounts) {
        this(work, accounts, Clock.systemUTC());
    }

    UsageKeeper(UnitOfWork work, Accounts accounts, Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.clock = clock;
        this.day = today();
        worker.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /** Called again and again. */
    void look() {
        if (++looks >= LOOKS || !failed && dayEnded()) {
            looks = 0;
            failed = !keepSafely();
        }
    }

    private synchronized boolean dayEnded() {
        return today().isAfter(day);
    }

    @Deactivate
    public void stop() {
        worker.shutdown();
        keepSafely();
    }

    /** Whether it was written. */
    private boolean keepSafely() {
        try {
            keep();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("What extensions used could not be written; it is added the next time", e);
            return false;
        }
    }

    /**
     * @param used what is new, by version
     * @param now all, by version
     */
    private record Addition(Account account, Map<String, ResourceUsage> used, Map<String, ResourceUsage> now) {
        ResourceUsage sum() {
            return used.values().stream().reduce(ResourceUsage.NONE, ResourceUsage::plus);
        }
    }

    /** Adds what is new to the database. */
    synchronized void keep() {
        kept.keySet().retainAll(accounts.all());
        List<Addition> additions = accounts.all().stream()
                .map(this::addition)
                .filter(addition -> !addition.sum().equals(ResourceUsage.NONE))
                // All nodes in the same order, so that they do not wait for each other's rows crosswise.
                .sorted(Comparator.comparing(addition -> addition.account().installationId()))
                .toList();
        LocalDate today = today();
        if (!additions.isEmpty()) {
            add(additions, day);
        }
        day = today;
        accounts.all().stream().filter(account -> account.quota().isLimited()).forEach(account -> look(account, today));
    }

    private void add(List<Addition> additions, LocalDate counted) {
        var byVersion = new TreeMap<String, Map<String, ResourceUsage>>();
        additions.forEach(addition -> addition.used()
                .forEach((version, used) -> byVersion
                        .computeIfAbsent(addition.account().extensionId(), id -> new TreeMap<>())
                        .merge(version, used, ResourceUsage::plus)));
        work.run(transaction -> {
            additions.forEach(addition -> ResourceUsageStore.add(
                    transaction,
                    addition.account().organizationId(),
                    addition.account().installationId(),
                    counted,
                    addition.sum()));
            byVersion.forEach((id, versions) -> versions.forEach(
                    (version, used) -> VersionUsageStore.add(transaction, id, version, counted, used)));
        });
        additions.forEach(addition -> kept.put(addition.account(), addition.now()));
    }

    private Addition addition(Account account) {
        Map<String, ResourceUsage> now = account.usedByVersion();
        Map<String, ResourceUsage> before = kept.getOrDefault(account, Map.of());
        Map<String, ResourceUsage> used = new TreeMap<>(now);
        used.replaceAll((version, sum) -> sum.minus(before.getOrDefault(version, ResourceUsage.NONE)));
        used.values().removeIf(ResourceUsage.NONE::equals);
        return new Addition(account, used, now);
    }

    /** What all nodes counted, this one too. */
    private void look(Account account, LocalDate today) {
        long calls = work.call(transaction ->
                ResourceUsageStore.calls(transaction, account.organizationId(), account.installationId(), today));
        account.quota().known(today, calls);
    }

    @Override
    public void limit(InstallationInfo installation, OptionalLong callsPerDay) {
        if (callsPerDay.isEmpty()) {
            accounts.find(installation.organizationId(), installation.installationId())
                    .ifPresent(account -> account.quota().limit(callsPerDay));
            return;
        }
        Account account = accounts.of(installation);
        boolean looked = account.quota().isLimited();
        account.quota().limit(callsPerDay);
        if (!looked) {
            keepSafely();
        }
    }

    @Override
    public Map<String, Map<LocalDate, ResourceUsage>> ofVersionsOnPlatform(String extensionId, LocalDate from) {
        keepSafely();
        return work.call(transaction -> VersionUsageStore.since(transaction, extensionId, from));
    }

    @Override
    public UsageReport of(String organizationId, String installationId) {
        keepSafely();
        InstallationInfo owner = new InstallationInfo(installationId, organizationId, "", "");
        return work.call(transaction -> new UsageReport(
                ResourceUsageStore.total(transaction, organizationId, installationId),
                UsageStore.used(transaction, owner),
                ResourceUsageStore.days(transaction, organizationId, installationId, DAYS_SHOWN)));
    }

    @Override
    public Map<String, ResourceUsage> ofOrganization(String organizationId) {
        keepSafely();
        return work.call(transaction -> ResourceUsageStore.ofOrganization(transaction, organizationId));
    }
}
