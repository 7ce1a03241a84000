package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uninstalls again what was installed for another extension whose own change then failed, unless something else needs it. That it
 * is there for the other one's sake stands in the database from the order on, until the other one works; so a crash in between
 * changes nothing. What an administrator changed meanwhile stays.
 */
@Component(service = UnneededCompanions.class, immediate = true)
public final class UnneededCompanions {
    private static final Logger LOG = LoggerFactory.getLogger(UnneededCompanions.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final InstallationRecords records;
    private final Dependencies dependencies;
    private final Drafts drafts;
    private final Orders orders;
    private final ScheduledExecutorService worker;
    /** Why they could not be taken back the last time, by installation: each reason is logged once. */
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    @Activate
    public UnneededCompanions(
            @Reference InstallationRecords records,
            @Reference Dependencies dependencies,
            @Reference Drafts drafts,
            @Reference Orders orders) {
        this.records = records;
        this.dependencies = dependencies;
        this.drafts = drafts;
        this.orders = orders;
        this.worker = DaemonThreads.timer("archipel-companions");
        worker.scheduleWithFixedDelay(this::pass, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        worker.shutdownNow();
    }

    /** Looks at everything that is there for another one's sake, until nothing more can be decided. */
    void pass() {
        try {
            boolean decided;
            do {
                decided = false;
                var all = records.brought();
                refusals.keySet().retainAll(all.stream().map(Installation::id).toList());
                for (var companion : all) {
                    decided |= decideSafely(companion);
                }
            } while (decided);
        } catch (RuntimeException e) {
            LOG.warn("what was installed for other extensions could not be looked at; the next pass tries again", e);
        }
    }

    private boolean decideSafely(Installation companion) {
        try {
            return decide(companion);
        } catch (PlatformException e) {
            if (!e.getMessage().equals(refusals.put(companion.id(), e.getMessage()))) {
                LOG.info("{} cannot be taken back now: {}", companion.extensionId(), e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.warn("{} could not be looked at; the next pass tries again", companion.extensionId(), e);
        }
        return false;
    }

    /** Whether it was decided that it stays or goes; what is under way has to end first. */
    private boolean decide(Installation companion) {
        if (companion.changing() || isChanging(companion.broughtBy().orElseThrow())) {
            return false;
        }
        if (companion.actualState() == ActualState.UNINSTALLED) {
            return records.keep(companion);
        }
        var needers = dependencies.needers(companion.organizationId(), companion.extensionId());
        if (needers.isEmpty()) {
            return takeBack(companion);
        }
        // What is there for another one's sake itself may go before it; what is under way, as the next try, may fail.
        if (needers.stream().anyMatch(needer -> needer.broughtBy().isEmpty() && !needer.changing())) {
            return records.keep(companion);
        }
        return false;
    }

    private boolean isChanging(String installationId) {
        return records.find(installationId).filter(Installation::changing).isPresent();
    }

    /** False if it was changed since it was looked at. */
    private boolean takeBack(Installation companion) {
        var caller = Caller.system("reconciler", companion.organizationId());
        var draft = drafts.uninstall(caller, companion.extensionId(), false);
        if (draft.present()
                .filter(row -> row.revision() == companion.revision())
                .isEmpty()) {
            return false;
        }
        orders.place(caller, draft);
        LOG.info(
                "{} is uninstalled again: what it was installed for does not work, and nothing else needs it",
                companion.extensionId());
        return true;
    }
}
