package org.archipel.marketplace.internal.rest;

import java.util.Map;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.sandbox.ResourceUsage;

/** What one of the organization's extensions used. */
public record UsageView(String extensionId, String installationId, ResourceUsage used) {
    static UsageView of(Installation installation, Map<String, ResourceUsage> byInstallation) {
        return new UsageView(
                installation.extensionId(),
                installation.id(),
                byInstallation.getOrDefault(installation.id(), ResourceUsage.NONE));
    }
}
