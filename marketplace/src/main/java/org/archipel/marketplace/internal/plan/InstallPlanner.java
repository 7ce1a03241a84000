package org.archipel.marketplace.internal.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.InstallPlan.Action;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.sandbox.SchemaErrors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes plans. Thread-safe. */
@Component(service = InstallPlanner.class)
public final class InstallPlanner {
    private final FrameworkForesight foresight;
    private final PackageStore packages;
    private final PermissionVocabulary vocabulary;
    private final Dependencies dependencies;
    private final Entitlements entitlements;

    @Activate
    public InstallPlanner(
            @Reference FrameworkForesight foresight,
            @Reference PackageStore packages,
            @Reference PermissionVocabulary vocabulary,
            @Reference Dependencies dependencies,
            @Reference Entitlements entitlements) {
        this.entitlements = entitlements;
        this.foresight = foresight;
        this.packages = packages;
        this.vocabulary = vocabulary;
        this.dependencies = dependencies;
    }

    /**
     * A plan that brings a version: install, update, rollback, enable.
     *
     * @param config the configuration that it would get
     * @param withDependencies whether what it needs is installed before it
     */
    public InstallPlan toVersion(
            ChangeKind change,
            String organizationId,
            Optional<Installation> present,
            ExtensionVersion version,
            Optional<ObjectNode> config,
            List<Permission> granted,
            boolean withDependencies) {
        var running = present.filter(Installation::active).flatMap(Installation::actual);
        var from = running.map(Setup::version);
        var resolution = foresight.resolve(packages.verified(version.packageHash()));
        var refreshed = from.map(old -> foresight.refreshedWithout(
                        Island.location(present.orElseThrow().id(), old)))
                .orElse(List.of());
        var setting = config(version.descriptor(), config, running);
        var problems = new ArrayList<String>();
        resolution.unresolved().forEach(missing -> problems.add("It needs " + missing + "."));
        problems.addAll(refreshProblems(refreshed));
        PlatformRange.problem(version.descriptor()).ifPresent(problems::add);
        var needs = dependencies.of(organizationId, version);
        problems.addAll(DependencyProblems.of(needs, withDependencies));
        var dependents = dependencies.dependents(organizationId, version.extensionId());
        problems.addAll(DependencyProblems.ofVersion(dependents, version));
        Optional.of(entitlements.terms(organizationId, version).reason())
                .filter(reason -> !reason.isEmpty())
                .ifPresent(problems::add);
        if (!setting.valid() && !setting.migrationNeeded()) {
            problems.add("The configuration does not fit the extension's schema.");
        }
        return new InstallPlan(
                change,
                version.extensionId(),
                from,
                version.version(),
                problems.isEmpty(),
                problems,
                actions(version.extensionId(), from, Optional.of(version.version())),
                resolution,
                refreshed,
                permissions(version.descriptor(), granted),
                setting,
                needs,
                dependents.stream().map(Dependencies.Dependent::toString).toList(),
                List.of(organizationId),
                List.of());
    }

    /**
     * A plan that takes the bundle away: uninstall, disable.
     *
     * @param cascade whether what needs it goes before it
     */
    public InstallPlan away(ChangeKind change, Installation present, ExtensionVersion version, boolean cascade) {
        var running = Optional.of(present).filter(Installation::active).flatMap(Installation::actual);
        var from = running.map(Setup::version);
        var refreshed = from.map(old -> foresight.refreshedWithout(Island.location(present.id(), old)))
                .orElse(List.of());
        var problems = new ArrayList<>(refreshProblems(refreshed));
        var dependents = dependencies.dependents(present.organizationId(), present.extensionId());
        if (!cascade) {
            problems.addAll(DependencyProblems.ofRemoval(dependents));
        }
        return new InstallPlan(
                change,
                present.extensionId(),
                from,
                from.orElse(present.desired().version()),
                problems.isEmpty(),
                problems,
                actions(present.extensionId(), from, Optional.empty()),
                InstallPlan.Resolution.NOTHING,
                refreshed,
                permissions(version.descriptor(), present.desired().grants()),
                InstallPlan.Config.UNTOUCHED,
                List.of(),
                dependents.stream().map(Dependencies.Dependent::toString).toList(),
                List.of(present.organizationId()),
                List.of());
    }

    private static List<Action> actions(String bundle, Optional<String> from, Optional<String> to) {
        var actions = new ArrayList<Action>();
        to.ifPresent(version -> {
            actions.add(new Action(Action.Type.INSTALL, bundle, version));
            actions.add(new Action(Action.Type.START, bundle, version));
        });
        from.filter(version -> to.filter(version::equals).isEmpty()).ifPresent(version -> {
            actions.add(new Action(Action.Type.DRAIN, bundle, version));
            actions.add(new Action(Action.Type.UNINSTALL, bundle, version));
        });
        return actions;
    }

    private static List<String> refreshProblems(List<InstallPlan.Refreshed> refreshed) {
        return refreshed.stream()
                .map(affected -> (affected.platform() ? "The platform's bundle " : "The bundle of another extension ")
                        + affected.bundle() + " " + affected.version() + " would be refreshed: " + affected.because()
                        + ".")
                .toList();
    }

    /** What a version asks for, against what is granted. */
    public InstallPlan.Permissions permissions(ExtensionDescriptor descriptor, List<Permission> granted) {
        var consent = new Consent(vocabulary, descriptor.permissions());
        var all = descriptor.permissions().stream()
                .map(PermissionRequest::permission)
                .toList();
        return new InstallPlan.Permissions(
                asked(descriptor, true, granted),
                asked(descriptor, false, granted),
                granted,
                vocabulary.diff(granted, all),
                consent.needed(granted));
    }

    private List<InstallPlan.Permissions.Asked> asked(
            ExtensionDescriptor descriptor, boolean required, List<Permission> granted) {
        return descriptor.permissions().stream()
                .filter(request -> request.required() == required)
                .map(request -> new InstallPlan.Permissions.Asked(
                        request.permission(),
                        request.reason(),
                        vocabulary.covers(granted, request.permission()),
                        vocabulary.describe(request.permission())))
                .toList();
    }

    /** An update keeps the present configuration; if that does not fit, the extension gets the chance to convert it. */
    private static InstallPlan.Config config(
            ExtensionDescriptor descriptor, Optional<ObjectNode> given, Optional<Setup> running) {
        var config = given.or(() -> running.map(Setup::config));
        if (config.isEmpty()) {
            return InstallPlan.Config.UNTOUCHED;
        }
        var errors = SchemaErrors.of(descriptor.configSchema(), config.get(), "/config").stream()
                .map(error -> new InstallPlan.Config.Invalid(error.pointer(), error.message()))
                .toList();
        var update = running.filter(old -> !old.version().equals(descriptor.version()))
                .isPresent();
        return new InstallPlan.Config(errors.isEmpty(), !errors.isEmpty() && update && given.isEmpty(), errors);
    }
}
