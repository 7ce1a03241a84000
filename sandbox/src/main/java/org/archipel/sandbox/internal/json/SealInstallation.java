package org.archipel.sandbox.internal.json;

import org.archipel.guard.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells the guards how mappers are sealed, before any extension makes one. */
@Component(service = SealInstallation.class, immediate = true)
public final class SealInstallation {
    @Activate
    public SealInstallation() {
        NodeText.check();
        Json.install(new ExtensionMappers());
    }
}
