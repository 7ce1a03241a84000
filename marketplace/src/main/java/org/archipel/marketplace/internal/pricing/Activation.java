package org.archipel.marketplace.internal.pricing;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.sandbox.ExtensionQuotas;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks for the terms before a version is made to work, and has the governor hold it to them from its first call on. Thread-safe. */
@Component(service = Activation.class)
public final class Activation {
    private final Entitlements entitlements;
    private final ExtensionQuotas quotas;

    @Activate
    public Activation(@Reference Entitlements entitlements, @Reference ExtensionQuotas quotas) {
        this.entitlements = entitlements;
        this.quotas = quotas;
    }

    /** @throws org.archipel.api.error.PlatformException {@code QUOTA_EXCEEDED} if the organization may not use it */
    public void admit(InstallationInfo installation, ExtensionVersion version) {
        var terms = entitlements.activate(installation.organizationId(), version);
        if (terms.basis() != Terms.Basis.FREE) {
            quotas.limit(installation, terms.callsPerDay());
        }
    }
}
