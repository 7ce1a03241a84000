package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.pricing.Terms;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings installations to the newest version that their organization takes by itself, within its maintenance window. A version that
 * asks for more than was granted waits for consent, one that failed is not tried again; the organization is told of both.
 */
@Component(service = AutomaticUpdates.class, immediate = true)
public final class AutomaticUpdates {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticUpdates.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final UnitOfWork work;
    private final UpdatePolicies policies;
    private final Installations installations;
    private final Drafts drafts;
    private final Orders orders;
    private final Notices notices;
    private final Entitlements entitlements;
    private final ScheduledExecutorService worker;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public AutomaticUpdates(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference UpdatePolicies policies,
            @Reference Installations installations,
            @Reference Drafts drafts,
            @Reference Orders orders,
            @Reference Notices notices,
            @Reference Entitlements entitlements) {
        this.work = work;
        this.policies = policies;
        this.installations = installations;
        this.drafts = drafts;
        this.orders = orders;
        this.notices = notices;
        this.entitlements = entitlements;
        this.worker = DaemonThreads.timer("archipel-updates");
        worker.scheduleWithFixedDelay(
                () -> pass(Instant.now()), PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        worker.shutdownNow();
    }

    /** Looks at every policy once. */
    void pass(Instant now) {
        try {
            policies.automatic().stream().filter(policy -> policy.open(now)).forEach(this::updateSafely);
        } catch (RuntimeException e) {
            LOG.warn("the automatic updates could not be looked at; the next pass tries again", e);
        }
    }

    /** What goes wrong with one extension is no reason to leave the others. */
    private void updateSafely(UpdatePolicy policy) {
        try {
            update(policy);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} of {} could not be looked at; the next pass tries again",
                    policy.extensionId(),
                    policy.organizationId(),
                    e);
        }
    }

    private void update(UpdatePolicy policy) {
        var caller = Caller.system("updates", policy.organizationId());
        var installed = installations.find(caller, policy.extensionId()).filter(Installation::active);
        if (installed.filter(row -> !row.changing()).isEmpty()) {
            return;
        }
        var from = installed.get().actual().map(Setup::version).orElseThrow();
        newest(policy, Version.parseVersion(from)).ifPresent(to -> {
            if (failedBefore(installed.get(), to.version())) {
                policies.skip(policy, to.version(), installed.get().lastError().orElse("it failed"));
            } else if (endsSooner(policy, from, to)) {
                skip(policy, caller, installed.get(), to.version(), "has to be paid for and waits for consent");
            } else {
                place(policy, caller, installed.get(), to.version());
            }
        });
    }

    /** What may be used without limits does not become a trial, or a free tier, by itself. */
    private boolean endsSooner(UpdatePolicy policy, String from, ExtensionVersion to) {
        return unlimited(entitlements.terms(policy.organizationId(), installed(policy, from)))
                && !unlimited(entitlements.terms(policy.organizationId(), to));
    }

    private static boolean unlimited(Terms terms) {
        return terms.basis() == Terms.Basis.FREE || terms.basis() == Terms.Basis.PAID;
    }

    private ExtensionVersion installed(UpdatePolicy policy, String version) {
        return work.call(transaction -> catalogue.version(transaction, policy.extensionId(), version))
                .orElseThrow();
    }

    /** The last order was for that version, and failed. */
    private boolean failedBefore(Installation installation, String to) {
        return installation.lastError().isPresent()
                && installations.lastOrdered(installation).filter(to::equals).isPresent();
    }

    private Optional<ExtensionVersion> newest(UpdatePolicy policy, Version from) {
        return work.call(transaction -> catalogue.installable(transaction, policy.extensionId())).stream()
                .filter(to -> policy.takes(from, number(to)))
                .max(Comparator.comparing(AutomaticUpdates::number));
    }

    private static Version number(ExtensionVersion version) {
        return Version.parseVersion(version.version());
    }

    private void place(UpdatePolicy policy, Caller caller, Installation installation, String version) {
        try {
            orders.place(caller, drafts.update(caller, policy.extensionId(), InstallOrder.of(version)));
            LOG.info("{} of {} is updated to {}", policy.extensionId(), policy.organizationId(), version);
        } catch (ConflictException e) {
            LOG.info("{} is not updated to {} now: {}", policy.extensionId(), version, e.getMessage());
        } catch (PlatformException e) {
            if (e.retryable()) {
                throw e;
            }
            skip(
                    policy,
                    caller,
                    installation,
                    version,
                    e.code() == ErrorCode.PERMISSION_DENIED
                            ? "asks for more than was granted and waits for consent"
                            : "cannot be taken: " + e.getMessage());
        }
    }

    private void skip(UpdatePolicy policy, Caller caller, Installation installation, String version, String because) {
        var why = "version " + version + " " + because;
        policies.skip(policy, version, why);
        notices.tell(caller, installation.id(), why, Json.object().put("version", version));
    }
}
