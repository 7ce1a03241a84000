package org.archipel.marketplace.internal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.ExtensionDependency;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.InstallPlan.Dependency;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What extensions of an organization need each other for. Thread-safe. */
@Component(service = Dependencies.class)
public final class Dependencies {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final UnitOfWork work;
    private final InstallationStore installations = new InstallationStore();
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Dependencies(@Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.work = work;
    }

    /** What a version needs, and how that stands in the organization. */
    public List<Dependency> of(String organizationId, ExtensionVersion version) {
        return ExtensionDependency.of(version.descriptor()).stream()
                .map(need -> state(organizationId, version.extensionId(), need))
                .toList();
    }

    /** The installed extensions that need one, each with the range that it needs. */
    public List<Dependent> dependents(String organizationId, String extensionId) {
        return work.call(transaction -> {
            var found = new ArrayList<Dependent>();
            for (var other : installations.all(transaction, organizationId)) {
                if (wanted(other) && !other.extensionId().equals(extensionId)) {
                    catalogue
                            .version(
                                    transaction,
                                    other.extensionId(),
                                    setup(other).version())
                            .ifPresent(version -> ExtensionDependency.of(version.descriptor()).stream()
                                    .filter(need -> need.id().equals(extensionId))
                                    .forEach(need -> found.add(new Dependent(other, need))));
                }
            }
            return found;
        });
    }

    /** What needs an extension, in the version that works or in the one that it is being brought to. */
    public List<Installation> needers(String organizationId, String extensionId) {
        return work.call(transaction -> installations.all(transaction, organizationId).stream()
                .filter(other -> other.desiredState() == DesiredState.ACTIVE && (other.present() || other.changing()))
                .filter(other -> Stream.concat(other.actual().stream(), Stream.of(other.desired()))
                        .flatMap(setup -> catalogue.version(transaction, other.extensionId(), setup.version()).stream())
                        .flatMap(version -> ExtensionDependency.of(version.descriptor()).stream())
                        .anyMatch(need -> need.id().equals(extensionId)))
                .toList());
    }

    /** An installation that needs another extension. */
    public record Dependent(Installation installation, ExtensionDependency need) {
        @Override
        public String toString() {
            return installation.extensionId() + " " + setup(installation).version();
        }
    }

    /**
     * Waits until no change of an installation that a version needs is under way, or the time for it is over.
     *
     * @param check called again and again; what it throws ends the wait
     */
    public void awaitSettled(String organizationId, ExtensionVersion version, Runnable check) {
        var ids = ExtensionDependency.of(version.descriptor()).stream()
                .map(ExtensionDependency::id)
                .toList();
        await(organizationId, ids, check);
    }

    /** Waits likewise for the installations that need an extension. */
    public void awaitDependentsSettled(String organizationId, String extensionId, Runnable check) {
        var ids = dependentsLeaving(organizationId, extensionId);
        await(organizationId, ids, check);
    }

    private List<String> dependentsLeaving(String organizationId, String extensionId) {
        return work.call(transaction -> installations.all(transaction, organizationId).stream()
                .filter(Installation::changing)
                .filter(other -> other.actual()
                        .flatMap(setup -> catalogue.version(transaction, other.extensionId(), setup.version()))
                        .map(version -> ExtensionDependency.of(version.descriptor()).stream()
                                .anyMatch(need -> need.id().equals(extensionId)))
                        .orElse(false))
                .map(Installation::extensionId)
                .toList());
    }

    private void await(String organizationId, List<String> ids, Runnable check) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (System.nanoTime() < end && ids.stream().anyMatch(id -> changing(organizationId, id))) {
            check.run();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean changing(String organizationId, String extensionId) {
        return work.call(transaction -> installations.find(transaction, organizationId, extensionId))
                .filter(Installation::changing)
                .isPresent();
    }

    private Dependency state(String organizationId, String dependent, ExtensionDependency need) {
        var installed = work.call(transaction -> installations.find(transaction, organizationId, need.id()));
        if (installed.filter(row -> row.active() && wanted(row)).isPresent()) {
            var version = setup(installed.get()).version();
            var state = need.includes(version) ? Dependency.State.SATISFIED : Dependency.State.WRONG_VERSION;
            return new Dependency(need.id(), need.range(), state, Optional.of(version));
        }
        if (installed.filter(Installation::present).isPresent()) {
            return new Dependency(need.id(), need.range(), Dependency.State.NOT_ACTIVE, Optional.empty());
        }
        var published = newest(need);
        if (published.isEmpty()) {
            return new Dependency(need.id(), need.range(), Dependency.State.NOT_PUBLISHED, Optional.empty());
        }
        var state = needs(published.get(), dependent, new ArrayList<>())
                ? Dependency.State.CIRCULAR
                : Dependency.State.NOT_INSTALLED;
        return new Dependency(need.id(), need.range(), state, published.map(ExtensionVersion::version));
    }

    /** Whether a version needs an extension, directly or through others. */
    private boolean needs(ExtensionVersion version, String extensionId, List<String> seen) {
        for (var need : ExtensionDependency.of(version.descriptor())) {
            if (need.id().equals(extensionId)) {
                return true;
            }
            if (!seen.contains(need.id())) {
                seen.add(need.id());
                if (newest(need).filter(next -> needs(next, extensionId, seen)).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * What is installed before a version, in that order, so that it has all that it needs.
     *
     * @throws org.archipel.api.error.ConflictException if two need versions of a third that exclude each other
     */
    public List<ExtensionVersion> missing(String organizationId, ExtensionVersion version) {
        return new Companions(this::installable, id -> isPresent(organizationId, id)).of(version);
    }

    private boolean isPresent(String organizationId, String extensionId) {
        return work.call(transaction -> installations.find(transaction, organizationId, extensionId))
                .filter(Installation::present)
                .isPresent();
    }

    private List<ExtensionVersion> installable(String extensionId) {
        return work.call(transaction -> catalogue.installable(transaction, extensionId));
    }

    private Optional<ExtensionVersion> newest(ExtensionDependency need) {
        return installable(need.id()).stream()
                .filter(version -> need.includes(version.version()))
                .max(Comparator.comparing(version -> Version.parseVersion(version.version())));
    }

    /** Whether it is to stay there and work. */
    private static boolean wanted(Installation row) {
        return row.present() && row.desiredState() == DesiredState.ACTIVE;
    }

    private static Setup setup(Installation row) {
        return row.actual().orElse(row.desired());
    }
}
