package org.archipel.sandbox.internal.permission;

import java.util.List;
import org.archipel.api.permission.Permission;

/** Compiles grants again only when they changed. Thread-safe. */
public final class PolicyCache {
    private static final Vocabulary VOCABULARY = new Vocabulary();

    private volatile Compiled last = new Compiled(List.of(), Policy.of(List.of(), VOCABULARY));

    private record Compiled(List<Permission> grants, Policy policy) {}

    public Policy of(List<Permission> grants) {
        Compiled present = last;
        if (present.grants() != grants && !present.grants().equals(grants)) {
            List<Permission> copy = List.copyOf(grants);
            present = new Compiled(copy, Policy.of(copy, VOCABULARY));
            last = present;
        }
        return present.policy();
    }
}
