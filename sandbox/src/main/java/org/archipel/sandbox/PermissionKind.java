package org.archipel.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource of the permission vocabulary, {@code META-INF/archipel/permissions.json} of the platform API.
 *
 * @param name as in {@link org.archipel.api.permission.Permission#resource()}
 */
public record PermissionKind(String name, List<Action> actions, List<Condition> conditions) {
    public PermissionKind {
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    public Optional<Action> action(String action) {
        return actions.stream().filter(each -> each.name().equals(action)).findFirst();
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(each -> each.type().equals(type)).findFirst();
    }

    /** What a grant of the action puts at stake. */
    public enum Risk {
        LOW,
        MEDIUM,
        HIGH
    }

    /** @param sentence what the action means for a person, by language ({@code en}, {@code fr}), with {@code {condition}} places */
    public record Action(String name, Risk risk, Map<String, String> sentence) {
        public Action {
            sentence = Map.copyOf(sentence);
        }
    }

    /**
     * @param kind how values are written and compared: HOST, PORT, GLOB, NAME, PATH, AMOUNT or INTERVAL
     * @param required whether a permission without it is refused
     * @param standard the value that holds where a permission does not set it; empty for «everything»
     */
    public record Condition(String type, String kind, boolean required, Optional<String> standard) {}
}
