package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.marketplace.internal.plan.Consent;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.UpdatePolicyStore;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Thinks orders through: what there is, what would be, and the plan from one to the other. Changes nothing. Thread-safe. */
@Component(service = Drafts.class)
public final class Drafts {
    private final UnitOfWork work;
    private final InstallPlanner planner;
    private final PermissionVocabulary vocabulary;
    private final Dependencies dependencies;
    private final InstallationStore installations = new InstallationStore();
    private final VersionChoice versions;

    @Activate
    public Drafts(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference InstallPlanner planner,
            @Reference PermissionVocabulary vocabulary,
            @Reference Dependencies dependencies) {
        this.work = work;
        this.planner = planner;
        this.vocabulary = vocabulary;
        this.dependencies = dependencies;
        this.versions = new VersionChoice(work);
    }

    /** @throws ConflictException if it is installed already */
    public Draft install(Caller caller, String extensionId, InstallOrder order) {
        var present = find(caller, extensionId);
        present.filter(Installation::present).ifPresent(installed -> {
            throw new ConflictException("the extension is installed already; an upgrade is a PUT");
        });
        var before = present.flatMap(Installation::actual);
        return toVersion(
                ChangeKind.INSTALL,
                caller,
                present,
                versions.choose(extensionId, order.version()),
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
        var version = versions.choose(extensionId, order.version());
        requireUnpinned(caller, extensionId);
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

    /** Like {@link #update}, also of a pinned extension: its version must not go on. */
    public Draft replace(Caller caller, String extensionId, InstallOrder order) {
        var present = installed(caller, extensionId);
        var actual = present.actual().orElseThrow();
        return toVersion(
                ChangeKind.UPDATE,
                caller,
                Optional.of(present),
                versions.choose(extensionId, order.version()),
                order,
                Optional.of(actual.config()),
                actual.grants());
    }

    /**
     * @param version one of the kept versions; empty for the latest of them
     * @throws ConflictException if it is not kept
     */
    public Draft rollback(Caller caller, String extensionId, Optional<String> version) {
        var present = installed(caller, extensionId);
        var setup = present.kept().stream()
                .filter(kept ->
                        version.filter(wanted -> !wanted.equals(kept.version())).isEmpty())
                .findFirst()
                .orElseThrow(() -> new ConflictException(version.map(wanted -> "version " + wanted
                                + " is not kept; kept are "
                                + present.kept().stream().map(Setup::version).toList())
                        .orElse("there is no earlier version to go back to")));
        return again(ChangeKind.ROLLBACK, caller, present, setup);
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
        return away(ChangeKind.DISABLE, DesiredState.DISABLED, present, List.of(), false);
    }

    /** Like {@link #disable}, also while others need it: it must not go on. */
    public Draft shutDown(Caller caller, String extensionId) {
        return away(ChangeKind.DISABLE, DesiredState.DISABLED, installed(caller, extensionId), List.of(), true);
    }

    /** @param cascade whether the extensions that need it are uninstalled before it */
    public Draft uninstall(Caller caller, String extensionId, boolean cascade) {
        return uninstall(caller, extensionId, cascade, new HashSet<>());
    }

    private Draft uninstall(Caller caller, String extensionId, boolean cascade, Set<String> seen) {
        seen.add(extensionId);
        var present = installed(caller, extensionId);
        var before = new ArrayList<Draft>();
        if (cascade) {
            for (var dependent : dependencies.dependents(caller.organizationId(), extensionId)) {
                if (seen.add(dependent.installation().extensionId())) {
                    before.add(uninstall(caller, dependent.installation().extensionId(), true, seen));
                }
            }
        }
        return away(ChangeKind.UNINSTALL, DesiredState.UNINSTALLED, present, before, cascade);
    }

    /** What the installed version asks for, against what is granted. */
    public InstallPlan.Permissions permissions(Caller caller, String extensionId) {
        var setup = installed(caller, extensionId).actual().orElseThrow();
        var version = versions.installed(extensionId, setup);
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
        var alone = toVersion(kind, caller, present, version, order, presentConfig, granted, order.withDependencies());
        return with(alone, caller, version, order);
    }

    /** @param othersFirst whether what it needs is installed before it */
    private Draft toVersion(
            ChangeKind kind,
            Caller caller,
            Optional<Installation> present,
            ExtensionVersion version,
            InstallOrder order,
            Optional<ObjectNode> presentConfig,
            List<Permission> granted,
            boolean othersFirst) {
        var consent = new Consent(vocabulary, version.descriptor().permissions());
        var grants = consent.resolve(order, granted);
        var config = order.config().or(() -> presentConfig).orElseGet(Json::object);
        var given = kind == ChangeKind.UPDATE ? order.config() : Optional.of(config);
        var plan = planner.toVersion(kind, caller.organizationId(), present, version, given, granted, othersFirst);
        var setup = new Setup(version.version(), grants, config);
        var next = present.map(row -> row.order(DesiredState.ACTIVE, setup, now()))
                .orElseGet(() -> Installation.ordered(
                        Ids.next(), caller.organizationId(), version.extensionId(), setup, caller.actor(), now()));
        return new Draft(kind, present, next, plan, Optional.of(consent), List.of());
    }

    /** With orders for what is needed and not installed, if that is wanted. */
    private Draft with(Draft draft, Caller caller, ExtensionVersion version, InstallOrder order) {
        if (!order.withDependencies()) {
            return draft;
        }
        try {
            return draft.after(dependencies.missing(caller.organizationId(), version).stream()
                    .map(companion -> companion(caller, companion, order.acceptRequired()))
                    .toList());
        } catch (ConflictException conflict) {
            return draft.blockedBy(conflict.getMessage());
        }
    }

    /** Installs what another needs; what that needs in turn is installed before it. */
    private Draft companion(Caller caller, ExtensionVersion version, boolean acceptRequired) {
        var order = new InstallOrder(
                Optional.of(version.version()), Optional.empty(), acceptRequired, List.of(), Optional.empty(), false);
        var present = find(caller, version.extensionId());
        var before = present.flatMap(Installation::actual).map(Setup::config);
        return toVersion(ChangeKind.INSTALL, caller, present, version, order, before, List.of(), true);
    }

    /** Back to a setup that was consented to before. */
    private Draft again(ChangeKind kind, Caller caller, Installation present, Setup setup) {
        var version = versions.choose(present.extensionId(), Optional.of(setup.version()));
        var plan = planner.toVersion(
                kind,
                caller.organizationId(),
                Optional.of(present),
                version,
                Optional.of(setup.config()),
                setup.grants(),
                false);
        return new Draft(
                kind,
                Optional.of(present),
                present.order(DesiredState.ACTIVE, setup, now()),
                plan,
                Optional.of(new Consent(vocabulary, version.descriptor().permissions())),
                List.of());
    }

    private Draft away(ChangeKind kind, DesiredState state, Installation present, List<Draft> before, boolean cascade) {
        var setup = present.actual().orElse(present.desired());
        var version = versions.installed(present.extensionId(), setup);
        return new Draft(
                        kind,
                        Optional.of(present),
                        present.order(state, setup, now()),
                        planner.away(kind, present, version, cascade),
                        Optional.empty(),
                        List.of())
                .after(before);
    }

    private Optional<Installation> find(Caller caller, String extensionId) {
        return work.call(transaction -> installations.find(transaction, caller.organizationId(), extensionId));
    }

    private Installation installed(Caller caller, String extensionId) {
        return find(caller, extensionId)
                .filter(Installation::present)
                .orElseThrow(() -> new NotFoundException("the extension " + extensionId + " is not installed"));
    }

    private void requireUnpinned(Caller caller, String extensionId) {
        work.call(transaction -> UpdatePolicyStore.find(transaction, caller.organizationId(), extensionId))
                .filter(UpdatePolicy::pinned)
                .ifPresent(policy -> {
                    throw new ConflictException("the extension is pinned to its version, until PUT /api/extensions/"
                            + extensionId + "/updates says otherwise");
                });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
