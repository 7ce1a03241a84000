package org.archipel.marketplace.internal.rest;

import java.util.List;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.sandbox.PermissionSentence;
import org.archipel.sandbox.PermissionVocabulary;

/** A permission that an extension asks for, in words. */
public record PermissionView(
        Permission permission, boolean required, String reason, List<PermissionSentence> sentences) {
    static List<PermissionView> of(List<PermissionRequest> requests, PermissionVocabulary vocabulary) {
        return requests.stream()
                .map(request -> new PermissionView(
                        request.permission(),
                        request.required(),
                        request.reason(),
                        vocabulary.describe(request.permission())))
                .toList();
    }
}
