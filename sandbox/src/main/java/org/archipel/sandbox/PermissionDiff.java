package org.archipel.sandbox;

import java.util.List;
import org.archipel.api.permission.Permission;

/**
 * How one set of permissions differs from an earlier one. Each entry has exactly one action.
 *
 * @param added actions on resources that the earlier set did not know at all
 * @param removed actions on resources that the later set does not know any more
 * @param widened what the later set asks, for an action that both know, beyond the conditions of the earlier one
 */
public record PermissionDiff(List<Permission> added, List<Permission> removed, List<Permission> widened) {
    public PermissionDiff {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        widened = List.copyOf(widened);
    }

    /** Whether the later set needs a consent that the earlier one did not. */
    public boolean asksForMore() {
        return !added.isEmpty() || !widened.isEmpty();
    }
}
