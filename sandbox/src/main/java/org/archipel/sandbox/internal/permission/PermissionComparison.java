package org.archipel.sandbox.internal.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.PermissionDiff;

/**
 * Compares sets of permissions. Permissions are cut into atoms of one action and one value for each condition, so that it does not
 * matter how a descriptor groups them.
 */
final class PermissionComparison {
    private final Vocabulary vocabulary;

    PermissionComparison(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    private record Atom(String resource, String action, Map<String, String> values) {
        boolean sameAction(Permission permission) {
            return permission.resource().equals(resource)
                    && permission.actions().contains(action);
        }
    }

    boolean covers(List<Permission> grants, Permission wanted) {
        List<Permission> complete = complete(grants);
        return atoms(vocabulary.complete(wanted)).stream().allMatch(atom -> covered(complete, atom));
    }

    PermissionDiff diff(List<Permission> before, List<Permission> after) {
        List<Permission> old = complete(before);
        List<Permission> present = complete(after);
        List<Atom> added = new ArrayList<>();
        List<Atom> widened = new ArrayList<>();
        for (Atom atom : atoms(present)) {
            if (!known(old, atom)) {
                added.add(atom);
            } else if (!covered(old, atom)) {
                widened.add(atom);
            }
        }
        List<Atom> removed =
                atoms(old).stream().filter(atom -> !known(present, atom)).toList();
        return new PermissionDiff(join(added), join(removed), join(widened));
    }

    private List<Permission> complete(List<Permission> permissions) {
        return permissions.stream().map(vocabulary::complete).toList();
    }

    private static boolean known(List<Permission> permissions, Atom atom) {
        return permissions.stream().anyMatch(atom::sameAction);
    }

    private boolean covered(List<Permission> grants, Atom atom) {
        return grants.stream().anyMatch(grant -> atom.sameAction(grant) && covers(grant, atom));
    }

    // A condition that the atom leaves open asks for everything, which only a grant without that condition gives.
    private boolean covers(Permission grant, Atom atom) {
        return grant.conditions().stream().allMatch(condition -> {
            String wanted = atom.values().get(condition.type());
            ConditionKind kind = vocabulary.conditionKind(atom.resource(), condition.type());
            return wanted != null && condition.values().stream().anyMatch(granted -> kind.covers(granted, wanted));
        });
    }

    private static List<Atom> atoms(List<Permission> permissions) {
        return permissions.stream()
                .flatMap(permission -> atoms(permission).stream())
                .toList();
    }

    private static List<Atom> atoms(Permission permission) {
        List<Atom> atoms = new ArrayList<>();
        for (String action : permission.actions()) {
            atoms.add(new Atom(permission.resource(), action, Map.of()));
        }
        for (PermissionCondition condition : permission.conditions()) {
            atoms = atoms.stream()
                    .flatMap(atom -> condition.values().stream().map(value -> with(atom, condition.type(), value)))
                    .toList();
        }
        return atoms;
    }

    private static Atom with(Atom atom, String type, String value) {
        Map<String, String> values = new LinkedHashMap<>(atom.values());
        values.put(type, value);
        return new Atom(atom.resource(), atom.action(), values);
    }

    private static List<Permission> join(List<Atom> atoms) {
        Map<List<String>, Map<String, Set<String>>> joined = new LinkedHashMap<>();
        for (Atom atom : atoms) {
            Map<String, Set<String>> conditions =
                    joined.computeIfAbsent(List.of(atom.resource(), atom.action()), key -> new LinkedHashMap<>());
            atom.values()
                    .forEach((type, value) -> conditions
                            .computeIfAbsent(type, key -> new TreeSet<>())
                            .add(value));
        }
        List<Permission> permissions = new ArrayList<>();
        joined.forEach((key, conditions) -> permissions.add(new Permission(
                key.get(0),
                Set.of(key.get(1)),
                conditions.entrySet().stream()
                        .map(entry -> new PermissionCondition(entry.getKey(), List.copyOf(entry.getValue())))
                        .toList())));
        return permissions;
    }
}
