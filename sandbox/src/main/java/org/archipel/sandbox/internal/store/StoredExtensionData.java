package org.archipel.sandbox.internal.store;

import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.ExtensionSecrets;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes an installation's rows and its entry in the vault. */
@Component(service = ExtensionData.class)
public final class StoredExtensionData implements ExtensionData {
    private final CredentialVault vault;

    @Activate
    public StoredExtensionData(@Reference CredentialVault vault) {
        this.vault = vault;
    }

    @Override
    public void erase(Transaction transaction, String organizationId, String installationId) {
        DataEraser.erase(transaction, organizationId, installationId);
        vault.delete(transaction, organizationId, ExtensionSecrets.reference(installationId));
    }
}
