package org.archipel.marketplace.internal.rest;

import java.util.List;

/**
 * An extension with its published versions, the newest first.
 *
 * @param dependents how many other extensions need it
 */
public record ExtensionDetails(
        ExtensionView extension, VersionTexts texts, long dependents, List<VersionView> versions) {
    public ExtensionDetails {
        versions = List.copyOf(versions);
    }
}
