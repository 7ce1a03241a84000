package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.pricing.Purchases;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.SetAside;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionQuotas;
import org.archipel.sandbox.Suspension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what works on this node to its terms, again and again, as trials end and payments come: the governor is told how often it may
 * be called, and what may not be used any more is suspended. Thread-safe.
 */
@Component(service = TermsKeeper.class, immediate = true)
public final class TermsKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TermsKeeper.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final UnitOfWork work;
    private final Entitlements entitlements;
    private final Purchases purchases;
    private final ExtensionQuotas quotas;
    private final SuspendedInstallations suspensions;
    private final InstallationStore installations = new InstallationStore();
    private final CatalogueStore catalogue = new CatalogueStore();
    /** Versions that cost something, by extension and version; empty for those that do not. A published one stays what it is. */
    private final Map<String, Optional<ExtensionVersion>> priced = new ConcurrentHashMap<>();

    private final ScheduledExecutorService worker = DaemonThreads.timer("archipel-entitlements");

    @Activate
    public TermsKeeper(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference Entitlements entitlements,
            @Reference Purchases purchases,
            @Reference ExtensionQuotas quotas,
            @Reference SuspendedInstallations suspensions) {
        this.work = work;
        this.entitlements = entitlements;
        this.purchases = purchases;
        this.quotas = quotas;
        this.suspensions = suspensions;
        worker.scheduleWithFixedDelay(this::look, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        worker.shutdown();
    }

    private void look() {
        try {
            purchases.settleAll();
            holdAll();
        } catch (RuntimeException e) {
            LOG.warn("the terms of extensions could not be looked at; it is tried again", e);
        }
    }

    /** Looks at everything that works here; what goes wrong with one installation is no reason to leave the others. */
    void holdAll() {
        for (var installation : work.call(installations::activeOnNode)) {
            SetAside.ifReadable("the terms of installation " + installation.id(), () -> held(installation));
        }
    }

    /** The installation, once it is held to its terms. */
    private Installation held(Installation installation) {
        var running = installation.actual().map(Setup::version).orElse("");
        priced(installation.extensionId(), running).ifPresent(version -> {
            var terms = entitlements.terms(installation.organizationId(), version);
            var info = new InstallationInfo(
                    installation.id(), installation.organizationId(), installation.extensionId(), running);
            if (terms.allowed()) {
                quotas.limit(info, terms.callsPerDay());
            } else if (!installation.changing()) {
                suspensions.suspended(new Suspension(info, terms.reason(), Instant.now()));
            }
        });
        return installation;
    }

    private Optional<ExtensionVersion> priced(String extensionId, String version) {
        return priced.computeIfAbsent(
                extensionId + " " + version,
                key -> work.call(transaction -> catalogue.version(transaction, extensionId, version))
                        .filter(found -> Pricing.of(found.descriptor().source()).model() != Pricing.Model.FREE));
    }
}
