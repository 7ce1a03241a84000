package org.archipel.sandbox.internal.governor;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The accounts of all installations that were called on this node since it started. Thread-safe. */
@Component(service = Accounts.class)
public final class Accounts {
    private final GovernorConfig config;
    private final Map<String, Account> byInstallation = new ConcurrentHashMap<>();
    // By organization and extension, as they are labelled.
    private final Map<String, AccountMeters> meters = new ConcurrentHashMap<>();

    @Activate
    public Accounts(@Reference GovernorConfig config) {
        this.config = config;
    }

    /** The installation's account, opened when it is asked for the first time. */
    public Account of(InstallationInfo installation) {
        return byInstallation.computeIfAbsent(installation.installationId(), id -> open(installation));
    }

    private Account open(InstallationInfo installation) {
        Account account = new Account(installation, config);
        meters.compute(account.organizationId() + ' ' + installation.extensionId(), (key, before) -> {
            // That of an earlier installation, whose data may still be kept.
            if (before != null) {
                before.remove();
            }
            return new AccountMeters(account, installation.extensionId());
        });
        return account;
    }

    /** Empty if the organization has no such installation that was called here. */
    public Optional<Account> find(String organizationId, String installationId) {
        return Optional.ofNullable(byInstallation.get(installationId))
                .filter(account -> account.organizationId().equals(organizationId));
    }

    /** All accounts, as they are while one looks. */
    public Collection<Account> all() {
        return Collections.unmodifiableCollection(byInstallation.values());
    }

    /** Closes the account of an installation that is gone. */
    public void forget(String installationId) {
        Account account = byInstallation.remove(installationId);
        meters.values().removeIf(shown -> shown.removeIfOf(account));
    }
}
