package org.archipel.marketplace.internal.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.ChangeKind;
import org.archipel.sandbox.PermissionDiff;
import org.archipel.sandbox.PermissionSentence;

/**
 * What a change would do, before anything is done: made from the database and the OSGi resolver, without touching the running
 * framework.
 *
 * @param fromVersion what works now
 * @param version what would work afterwards; of an uninstall, what goes
 * @param executable whether nothing stands in the way but consent
 * @param problems what stands in the way
 * @param actions what happens to bundles, in order
 * @param refreshed bundles that would be refreshed beside the extension's own, which must be none
 * @param dependencies other extensions that the version needs
 * @param dependents installed extensions that need this one, each with its version
 * @param organizations organizations whose installation changes
 * @param before plans of changes to other extensions that come before it, in that order
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InstallPlan(
        ChangeKind change,
        String extensionId,
        Optional<String> fromVersion,
        String version,
        boolean executable,
        List<String> problems,
        List<Action> actions,
        Resolution resolution,
        List<Refreshed> refreshed,
        Permissions permissions,
        Config config,
        List<Dependency> dependencies,
        List<String> dependents,
        List<String> organizations,
        List<InstallPlan> before) {
    public InstallPlan {
        problems = List.copyOf(problems);
        actions = List.copyOf(actions);
        refreshed = List.copyOf(refreshed);
        dependencies = List.copyOf(dependencies);
        dependents = List.copyOf(dependents);
        organizations = List.copyOf(organizations);
        before = List.copyOf(before);
    }

    /** The same after changes to other extensions; what stands in their way stands in its way. */
    public InstallPlan after(List<InstallPlan> earlier) {
        var all = new ArrayList<>(problems);
        earlier.forEach(plan ->
                plan.problems.forEach(problem -> all.add(plan.extensionId + " " + plan.version + ": " + problem)));
        return with(all, earlier);
    }

    /** The same with something else that stands in the way. */
    public InstallPlan blockedBy(String problem) {
        var all = new ArrayList<>(problems);
        all.add(problem);
        return with(all, before);
    }

    private InstallPlan with(List<String> obstacles, List<InstallPlan> earlier) {
        return new InstallPlan(
                change,
                extensionId,
                fromVersion,
                version,
                obstacles.isEmpty(),
                obstacles,
                actions,
                resolution,
                refreshed,
                permissions,
                config,
                dependencies,
                dependents,
                organizations,
                earlier);
    }

    /** What happens to one bundle. */
    public record Action(Type type, String bundle, String version) {
        public enum Type {
            INSTALL,
            START,
            DRAIN,
            UNINSTALL
        }
    }

    /**
     * How the bundle would be wired.
     *
     * @param wires what it needs and who would provide it
     * @param unresolved what it needs and no one provides, in plain words
     */
    public record Resolution(boolean resolved, List<Wire> wires, List<String> unresolved) {
        /** Of a change that brings no new bundle. */
        public static final Resolution NOTHING = new Resolution(true, List.of(), List.of());

        public Resolution {
            wires = List.copyOf(wires);
            unresolved = List.copyOf(unresolved);
        }

        public record Wire(String requirement, String provider) {}
    }

    /**
     * A bundle that would have to be refreshed.
     *
     * @param platform whether it is a bundle of the platform, which stands in the way of the plan
     */
    public record Refreshed(String bundle, String version, String because, boolean platform) {}

    /**
     * Another extension that the version needs.
     *
     * @param version the installed one, or the one that would be installed with it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Dependency(String id, String range, State state, Optional<String> version) {
        public enum State {
            SATISFIED,
            /** Installed, in a version that does not fit. */
            WRONG_VERSION,
            /** Installed, and does not work. */
            NOT_ACTIVE,
            /** It has to be installed before. */
            NOT_INSTALLED,
            NOT_PUBLISHED,
            /** It needs this extension in turn. */
            CIRCULAR
        }
    }

    /**
     * What the version asks for, against what is granted.
     *
     * @param granted what the organization has granted up to now
     * @param difference of all that is asked to what is granted
     * @param consentNeeded whether a required permission is not granted yet
     */
    public record Permissions(
            List<Asked> required,
            List<Asked> optional,
            List<Permission> granted,
            PermissionDiff difference,
            boolean consentNeeded) {
        public Permissions {
            required = List.copyOf(required);
            optional = List.copyOf(optional);
            granted = List.copyOf(granted);
        }

        public record Asked(Permission permission, String reason, boolean granted, List<PermissionSentence> sentences) {
            public Asked {
                sentences = List.copyOf(sentences);
            }
        }
    }

    /**
     * @param valid whether the configuration fits the version's schema
     * @param migrationNeeded whether the extension has to convert it first
     */
    public record Config(boolean valid, boolean migrationNeeded, List<Invalid> errors) {
        /** Of a change that leaves the configuration alone. */
        public static final Config UNTOUCHED = new Config(true, false, List.of());

        public Config {
            errors = List.copyOf(errors);
        }

        public record Invalid(String pointer, String message) {}
    }
}
