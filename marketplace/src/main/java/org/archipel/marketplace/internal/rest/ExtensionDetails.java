package org.archipel.marketplace.internal.rest;

import java.util.List;

/** An extension with its published versions, the newest first. */
public record ExtensionDetails(ExtensionView extension, List<VersionView> versions) {
    public ExtensionDetails {
        versions = List.copyOf(versions);
    }
}
