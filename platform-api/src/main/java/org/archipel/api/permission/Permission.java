package org.archipel.api.permission;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The right to do some actions on a kind of resource, under conditions. All conditions must hold; within one condition any
 * value suffices.
 *
 * @param resource a resource of the permission vocabulary, for example {@code network}
 * @param actions actions of that resource, for example {@code connect}; sorted
 * @param conditions what narrows the permission; empty for no narrowing
 */
public record Permission(String resource, Set<String> actions, List<PermissionCondition> conditions) {
    public Permission {
        actions = Collections.unmodifiableSet(new TreeSet<>(actions));
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
