package org.archipel.sandbox.internal.store;

import org.archipel.messaging.EventSubscriptions;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.ExtensionSecrets;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes an installation's rows, its entry in the vault, and this node's log and account of it. */
@Component(service = ExtensionData.class)
public final class StoredExtensionData implements ExtensionData {
    private final EventSubscriptions subscriptions;
    private final CredentialVault vault;
    private final LogRings logs;
    private final Accounts accounts;

    @Activate
    public StoredExtensionData(
            @Reference EventSubscriptions subscriptions,
            @Reference CredentialVault vault,
            @Reference LogRings logs,
            @Reference Accounts accounts) {
        this.subscriptions = subscriptions;
        this.vault = vault;
        this.logs = logs;
        this.accounts = accounts;
    }

    @Override
    public void endSubscriptions(Transaction transaction, String organizationId, String installationId) {
        subscriptions.forget(transaction, organizationId, SubscriptionName.prefix(installationId));
    }

    @Override
    public void erase(Transaction transaction, String organizationId, String installationId) {
        DataEraser.erase(transaction, organizationId, installationId);
        endSubscriptions(transaction, organizationId, installationId);
        vault.delete(transaction, organizationId, ExtensionSecrets.reference(installationId));
        transaction.afterCommit(() -> {
            logs.forget(organizationId, installationId);
            accounts.forget(installationId);
        });
    }
}
