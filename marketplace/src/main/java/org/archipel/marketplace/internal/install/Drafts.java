package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.Consent;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.security.Caller;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Thinks orders through: what there is, what would be, and the plan from one to the other. Changes nothing. Thread-safe. */
@Component(service = Drafts.class)
public final class Drafts {
    private final UnitOfWork work;
    private final InstallPlanner planner;
    private final PermissionVocabulary vocabulary;
    private final InstallationStore installations = new InstallationStore();
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Drafts(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference InstallPlanner planner,
            @Reference PermissionVocabulary vocabulary) {
        this.work = work;
        this.planner = planner;
        this.vocabulary = vocabulary;
    }

    /** @throws ConflictException if it is installed already */
    public Draft install(Caller caller, String extensionId, InstallOrder order) {
        var present = find(caller, extensionId);
        present.filter(Drafts::isThere).ifPresent(installed -> {
            throw new ConflictException("the extension is installed already; an upgrade is a PUT");
        });
        var before = present.flatMap(Installation::actual);
        return toVersion(
                ChangeKind.INSTALL,
                caller,
                present,
                version(extensionId, order.version()),
                order,
                before.map(Setup::config),
                List.of());
    }

    /** @throws ConflictException if it is not active, or at this version already */
    public Draft update(Caller caller, String extensionId, InstallOrder order) {
        var present = installed(caller, extensionId);
        if (present.actualState() == ActualState.DISABLED) {
            throw new ConflictException("the extension is disabled; enable it before the upgrade");
        }
        var actual = present.actual().orElseThrow();
        var version = version(extensionId, order.version());
        if (version.version().equals(actual.version()) && present.active()) {
            throw new ConflictException("version " + actual.version() + " is installed already");
        }
        return toVersion(
                ChangeKind.UPDATE,
                caller,
                Optional.of(present),
                version,
                order,
                Optional.of(actual.config()),
                actual.grants());
    }

    /** @throws ConflictException if there is no earlier version */
    public Draft rollback(Caller caller, String extensionId) {
        var present = installed(caller, extensionId);
        var previous = present.previous()
                .orElseThrow(() -> new ConflictException("there is no earlier version to go back to"));
        return again(ChangeKind.ROLLBACK, caller, present, previous);
    }

    /** @throws ConflictException if it is active */
    public Draft enable(Caller caller, String extensionId) {
        var present = installed(caller, extensionId);
        if (present.active()) {
            throw new ConflictException("the extension is enabled already");
        }
        return again(ChangeKind.ENABLE, caller, present, present.actual().orElseThrow());
    }

    /** @throws ConflictException if it is disabled */
    public Draft disable(Caller caller, String extensionId) {
        var present = installed(caller, extensionId);
        if (present.actualState() == ActualState.DISABLED) {
            throw new ConflictException("the extension is disabled already");
        }
        return away(ChangeKind.DISABLE, DesiredState.DISABLED, present);
    }

    public Draft uninstall(Caller caller, String extensionId) {
        return away(ChangeKind.UNINSTALL, DesiredState.UNINSTALLED, installed(caller, extensionId));
    }

    /** What the installed version asks for, against what is granted. */
    public InstallPlan.Permissions permissions(Caller caller, String extensionId) {
        var setup = installed(caller, extensionId).actual().orElseThrow();
        var version = work.call(transaction -> catalogue.version(transaction, extensionId, setup.version()))
                .orElseThrow(() -> new NotFoundException("the installed version is not known any more"));
        return planner.permissions(version.descriptor(), setup.grants());
    }

    private Draft toVersion(
            ChangeKind kind,
            Caller caller,
            Optional<Installation> present,
            ExtensionVersion version,
            InstallOrder order,
            Optional<ObjectNode> presentConfig,
            List<Permission> granted) {
        var consent = new Consent(vocabulary, version.descriptor().permissions());
        var grants = consent.resolve(order, granted);
        var config = order.config().or(() -> presentConfig).orElseGet(Json::object);
        var given = kind == ChangeKind.UPDATE ? order.config() : Optional.of(config);
        var plan = planner.toVersion(kind, caller.organizationId(), present, version, given, granted);
        var setup = new Setup(version.version(), grants, config);
        var next = present.map(row -> row.order(DesiredState.ACTIVE, setup, now()))
                .orElseGet(() -> Installation.ordered(
                        Ids.next(), caller.organizationId(), version.extensionId(), setup, caller.actor(), now()));
        return new Draft(kind, present, next, plan, Optional.of(consent));
    }

    /** Back to a setup that was consented to before. */
    private Draft again(ChangeKind kind, Caller caller, Installation present, Setup setup) {
        var version = version(present.extensionId(), Optional.of(setup.version()));
        var plan = planner.toVersion(
                kind,
                caller.organizationId(),
                Optional.of(present),
                version,
                Optional.of(setup.config()),
                setup.grants());
        return new Draft(
                kind,
                Optional.of(present),
                present.order(DesiredState.ACTIVE, setup, now()),
                plan,
                Optional.of(new Consent(vocabulary, version.descriptor().permissions())));
    }

    private Draft away(ChangeKind kind, DesiredState state, Installation present) {
        var setup = present.actual().orElse(present.desired());
        var version = work.call(transaction -> catalogue.version(transaction, present.extensionId(), setup.version()))
                .orElseThrow(() -> new NotFoundException("the installed version is not known any more"));
        return new Draft(
                kind,
                Optional.of(present),
                present.order(state, setup, now()),
                planner.away(kind, present, version),
                Optional.empty());
    }

    private Optional<Installation> find(Caller caller, String extensionId) {
        return work.call(transaction -> installations.find(transaction, caller.organizationId(), extensionId));
    }

    private Installation installed(Caller caller, String extensionId) {
        return find(caller, extensionId)
                .filter(Drafts::isThere)
                .orElseThrow(() -> new NotFoundException("the extension " + extensionId + " is not installed"));
    }

    private static boolean isThere(Installation row) {
        return row.actualState() != ActualState.UNINSTALLED && row.actualState() != ActualState.PENDING;
    }

    /** The wanted published version, or the newest. */
    private ExtensionVersion version(String extensionId, Optional<String> wanted) {
        return wanted.map(version -> work.call(transaction -> catalogue.version(transaction, extensionId, version))
                        .filter(found -> found.status() == ReviewStatus.APPROVED))
                .orElseGet(() -> work.call(transaction -> catalogue.published(transaction, extensionId)).stream()
                        .max(Comparator.comparing(found -> Version.parseVersion(found.version()))))
                .orElseThrow(() -> new NotFoundException(
                        wanted.map(version -> "version " + version + " of " + extensionId + " is not published")
                                .orElse("the catalogue has no extension " + extensionId)));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
