package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.install.InstallationEvents;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.DownloadStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.RevocationStore;
import org.archipel.marketplace.internal.store.UpdatePolicyStore;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.Suspension;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the reconciler reads from the database and writes there. Thread-safe. */
@Component(service = InstallationRecords.class)
public final class InstallationRecords {
    private final UnitOfWork work;
    private final InstallationEvents events;
    private final Settings settings;
    private final ExtensionData data;
    private final Entitlements entitlements;
    private final InstallationStore installations = new InstallationStore();
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public InstallationRecords(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference InstallationEvents events,
            @Reference Settings settings,
            @Reference ExtensionData data,
            @Reference Entitlements entitlements) {
        this.work = work;
        this.events = events;
        this.settings = settings;
        this.data = data;
        this.entitlements = entitlements;
    }

    Optional<Installation> find(String installationId) {
        return work.call(transaction -> installations.findOnNode(transaction, installationId));
    }

    InstallationStore.Look look() {
        return work.call(installations::lookOnNode);
    }

    /** Installations that are there for another one's sake. */
    List<Installation> brought() {
        return work.call(installations::broughtOnNode);
    }

    /** Has an installation that is there for another one's sake stay for its own; false if it was changed meanwhile. */
    boolean keep(Installation brought) {
        return work.call(transaction -> installations
                .findOnNode(transaction, brought.id())
                .filter(row -> row.revision() == brought.revision())
                .map(row -> installations.update(transaction, row.onItsOwn()))
                .isPresent());
    }

    /** Digests of all packages that are submitted or published. */
    Set<String> packages() {
        return work.call(catalogue::packages);
    }

    /**
     * A published version.
     *
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} if it is not there
     */
    ExtensionVersion published(String extensionId, String version) {
        return work.call(transaction -> catalogue.version(transaction, extensionId, version))
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.EXTENSION_LOAD_FAILED,
                        "version " + version + " of " + extensionId + " is not published"));
    }

    /**
     * Makes sure that a version was not taken back. What was installed before that goes on, unless it has to stop.
     *
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} if it was
     */
    void requireInstallable(ChangeKind kind, ExtensionVersion version) {
        work.call(transaction -> RevocationStore.find(transaction, version.extensionId(), version.version()))
                .filter(revocation -> kind != ChangeKind.RESTORE || revocation.policy() == Revocation.Policy.DISABLE)
                .ifPresent(revocation -> {
                    throw new PlatformException(
                            ErrorCode.EXTENSION_LOAD_FAILED,
                            "version " + version.version() + " was taken back: " + revocation.reason());
                });
    }

    /** Installations of any organization that work at a version, or are brought to it. */
    List<Installation> ofVersion(String extensionId, String version) {
        return work.call(transaction -> installations.ofVersionOnNode(transaction, extensionId, version));
    }

    /** Installations of any organization of an extension. */
    List<Installation> ofExtension(String extensionId) {
        return work.call(transaction -> installations.ofExtensionOnNode(transaction, extensionId));
    }

    /** Writes that the ordered state is reached; from here on a crash leads to it. */
    Installation reached(Transition transition, JobExecution job) {
        return work.call(transaction -> {
            job.fence(transaction);
            var row = current(transaction, transition.installation());
            var now = now();
            var state = state(transition.kind());
            var purge = state == ActualState.UNINSTALLED
                    ? Optional.of(now.plus(settings.grace()))
                    : Optional.<Instant>empty();
            var probation = transition.kind() == ChangeKind.UPDATE
                            && !settings.probation().isZero()
                    ? Optional.of(now.plus(settings.probation()))
                    : Optional.<Instant>empty();
            var reached = installations.update(
                    transaction,
                    row.reached(state, transition.target(), now, purge, probation, settings.keptVersions()));
            InstallationStore.keepBrought(transaction, reached.id());
            if (state == ActualState.UNINSTALLED) {
                data.endSubscriptions(transaction, reached.organizationId(), reached.id());
            }
            if (state == ActualState.ACTIVE) {
                catalogue
                        .version(
                                transaction,
                                reached.extensionId(),
                                transition.target().version())
                        .ifPresent(version -> entitlements.begin(transaction, reached.organizationId(), version));
            }
            download(transition.kind())
                    .ifPresent(kind -> DownloadStore.add(
                            transaction,
                            Download.now(
                                    reached.extensionId(),
                                    transition.target().version(),
                                    reached.organizationId(),
                                    kind,
                                    job.job().createdBy())));
            events.tell(
                    transaction, actor(job), transition.kind(), reached, AuditLog.Outcome.SUCCESS, data(transition));
            return reached;
        });
    }

    private static Optional<Download.Kind> download(ChangeKind change) {
        return switch (change) {
            case INSTALL -> Optional.of(Download.Kind.INSTALL);
            case UPDATE -> Optional.of(Download.Kind.UPDATE);
            default -> Optional.empty();
        };
    }

    /** Takes an order back that failed: the installation stays what it was; one that never worked is gone. */
    void giveUp(ChangeKind kind, Installation ordered, JobExecution job, String error) {
        work.run(transaction -> {
            job.fence(transaction);
            giveUp(transaction, kind, ordered, actor(job), error);
        });
    }

    /** Takes an order back whose job ended without carrying it out. */
    void abandon(ChangeKind kind, Installation ordered, String error) {
        var actor = Caller.system("reconciler", ordered.organizationId());
        work.run(transaction -> giveUp(transaction, kind, ordered, actor, error));
    }

    private void giveUp(Transaction transaction, ChangeKind kind, Installation ordered, Caller actor, String error) {
        var row = current(transaction, ordered);
        if (row.actualState() == ActualState.PENDING) {
            installations.delete(transaction, row);
        } else {
            installations.update(transaction, row.stayed(error, now()));
        }
        var data = Json.object().put("version", ordered.desired().version()).put("error", error);
        events.tell(transaction, actor, kind, row, AuditLog.Outcome.FAILURE, data);
    }

    /** Orders that were placed before that time and are not carried out. */
    List<Installation> unfinished(Instant before) {
        return work.call(transaction -> installations.unfinishedOnNode(transaction, before));
    }

    /** Writes that an installation which should work does not, and is not tried again. */
    void broken(Installation installation, String error) {
        work.run(transaction -> {
            var row = installations.findOnNode(transaction, installation.id()).orElse(null);
            if (row == null || row.revision() != installation.revision()) {
                return;
            }
            installations.update(transaction, row.broken(error, now()));
            events.tell(
                    transaction,
                    Caller.system("reconciler", row.organizationId()),
                    ChangeKind.RESTORE,
                    row,
                    AuditLog.Outcome.FAILURE,
                    Json.object().put("error", error));
        });
    }

    /** Writes that a version which works was suspended, and tells the organization; empty if it does not work any more. */
    Optional<Installation> suspended(Suspension suspension) {
        var info = suspension.installation();
        return work.call(transaction -> installations
                .findOnNode(transaction, info.installationId())
                .filter(Installation::active)
                .filter(row -> row.actual().orElseThrow().version().equals(info.version()))
                .map(row -> {
                    var suspended = installations.update(transaction, row.suspended(suspension.reason(), now()));
                    var data = Json.object()
                            .put("version", info.version())
                            .put("reason", suspension.reason())
                            .put("at", suspension.at().toString());
                    events.suspended(transaction, Caller.system("sandbox", row.organizationId()), suspended, data);
                    return suspended;
                }));
    }

    /** Removes uninstalled extensions whose grace time is over, with all that was kept for them. */
    void purge() {
        for (var expired : work.call(transaction -> installations.expiredOnNode(transaction, now()))) {
            work.run(transaction -> installations
                    .findOnNode(transaction, expired.id())
                    .filter(row -> row.revision() == expired.revision())
                    .ifPresent(row -> {
                        data.erase(transaction, row.organizationId(), row.id());
                        UpdatePolicyStore.delete(transaction, row.organizationId(), row.extensionId());
                        installations.delete(transaction, row);
                        events.purged(transaction, Caller.system("reconciler", row.organizationId()), row);
                    }));
        }
    }

    private Installation current(Transaction transaction, Installation expected) {
        return installations
                .findOnNode(transaction, expected.id())
                .filter(row -> row.generation() == expected.generation())
                .orElseThrow(() -> new ConflictException("the order was replaced by another one"));
    }

    private static ActualState state(ChangeKind kind) {
        return switch (kind) {
            case INSTALL, UPDATE, ROLLBACK, ENABLE, RESTORE -> ActualState.ACTIVE;
            case DISABLE -> ActualState.DISABLED;
            case UNINSTALL -> ActualState.UNINSTALLED;
        };
    }

    private static Caller actor(JobExecution job) {
        return new Caller(job.job().createdBy(), job.job().organizationId(), "", Set.of(), "", "");
    }

    private static ObjectNode data(Transition transition) {
        var data = Json.object().put("version", transition.target().version());
        transition.before().ifPresent(before -> data.put("fromVersion", before.version()));
        return data;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
