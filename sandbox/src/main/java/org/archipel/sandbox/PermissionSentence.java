package org.archipel.sandbox;

import java.util.Map;

/**
 * A permitted action as a person reads it before giving consent.
 *
 * @param text by language: {@code en}, {@code fr}
 */
public record PermissionSentence(String resource, String action, PermissionKind.Risk risk, Map<String, String> text) {
    public PermissionSentence {
        text = Map.copyOf(text);
    }
}
