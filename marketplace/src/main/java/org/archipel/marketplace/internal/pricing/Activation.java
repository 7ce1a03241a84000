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
        var terms = entitlements.require(installation.organizationId(), version);
        quotas.limit(installation, terms.callsPerDay());
    }

    /** Holds what works again to its terms, after another version was admitted and did not come to work. */
    public void readmit(InstallationInfo installation, ExtensionVersion version) {
        quotas.limit(
                installation,
                entitlements.terms(installation.organizationId(), version).callsPerDay());
    }

    /** Has the trial begin that the use of the version rests on, if it rests on one and did not begin before. */
    public void begin(InstallationInfo installation, ExtensionVersion version) {
        entitlements.begin(installation.organizationId(), version);
    }
}
