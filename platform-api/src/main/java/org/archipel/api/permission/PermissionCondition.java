package org.archipel.api.permission;

import java.util.List;

/**
 * Narrows a permission.
 *
 * @param type the condition's kind in the vocabulary: {@code hosts}, {@code ports}, {@code entities}, {@code topics}, {@code
 *     quotaBytes}, …
 * @param values the allowed values in canonical form, any of which suffices
 */
public record PermissionCondition(String type, List<String> values) {
    public PermissionCondition {
        values = List.copyOf(values);
    }
}
