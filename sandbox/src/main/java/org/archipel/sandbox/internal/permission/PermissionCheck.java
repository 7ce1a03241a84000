package org.archipel.sandbox.internal.permission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.FieldError;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.PermissionKind;

/** Compares one permission with its kind in the vocabulary. */
final class PermissionCheck {
    private final PermissionKind kind;
    private final String pointer;
    private final List<FieldError> errors = new ArrayList<>();

    PermissionCheck(PermissionKind kind, String pointer) {
        this.kind = kind;
        this.pointer = pointer;
    }

    List<FieldError> errors(Permission permission) {
        checkActions(permission.actions());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < permission.conditions().size(); i++) {
            PermissionCondition condition = permission.conditions().get(i);
            String place = pointer + "/conditions/" + i;
            if (!seen.add(condition.type())) {
                error(place, "a condition type appears once");
            }
            checkCondition(condition, place);
        }
        for (PermissionKind.Condition condition : kind.conditions()) {
            if (condition.required() && !seen.contains(condition.type())) {
                error(pointer + "/conditions", "the condition " + condition.type() + " is required");
            }
        }
        return List.copyOf(errors);
    }

    private void checkActions(Set<String> actions) {
        if (actions.isEmpty()) {
            error(pointer + "/actions", "at least one action is needed");
        }
        for (String action : actions) {
            if (kind.action(action).isEmpty()) {
                List<String> known =
                        kind.actions().stream().map(PermissionKind.Action::name).toList();
                error(pointer + "/actions", "unknown action " + action + "; known are " + known);
            }
        }
    }

    private void checkCondition(PermissionCondition condition, String place) {
        Optional<PermissionKind.Condition> known = kind.condition(condition.type());
        if (known.isEmpty()) {
            List<String> types = kind.conditions().stream()
                    .map(PermissionKind.Condition::type)
                    .toList();
            error(place + "/type", "unknown condition " + condition.type() + "; known are " + types);
            return;
        }
        ConditionKind values = ConditionKind.valueOf(known.get().kind());
        if (condition.values().isEmpty()
                || values.single() && condition.values().size() > 1) {
            error(place + "/values", values.single() ? "exactly one value is needed" : "at least one value is needed");
        }
        for (int i = 0; i < condition.values().size(); i++) {
            try {
                values.canonical(condition.values().get(i));
            } catch (IllegalArgumentException e) {
                error(place + "/values/" + i, e.getMessage());
            }
        }
    }

    private void error(String place, String message) {
        errors.add(new FieldError(place, message));
    }
}
