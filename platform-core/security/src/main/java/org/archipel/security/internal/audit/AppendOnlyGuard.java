package org.archipel.security.internal.audit;

import java.util.List;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.store.AuditGuardStore;
import org.archipel.security.internal.store.InstallationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the database itself refuse to change or delete audit entries and their links, by triggers. Whoever may alter tables can
 * remove the triggers; the chain then tells what was done.
 */
@Component(service = AppendOnlyGuard.class, immediate = true)
public final class AppendOnlyGuard {
    private static final List<String> TABLES = List.of("audit_entries", "audit_links");

    @Activate
    public AppendOnlyGuard(@Reference(target = "(unit=security)") UnitOfWork work) {
        work.run(AppendOnlyGuard::guard);
    }

    /** Lets the work remove from the tables; they are guarded again when it ends, in the same transaction. */
    void openFor(Transaction transaction, Runnable work) {
        InstallationStore.lock(transaction);
        TABLES.forEach(table -> AuditGuardStore.open(transaction, table));
        work.run();
        TABLES.forEach(table -> AuditGuardStore.guard(transaction, table));
    }

    private static void guard(Transaction transaction) {
        List<String> open = TABLES.stream()
                .filter(table -> !AuditGuardStore.isGuarded(transaction, table))
                .toList();
        if (!open.isEmpty()) {
            // One node at a time; the one that waited looks again.
            InstallationStore.lock(transaction);
            open.stream()
                    .filter(table -> !AuditGuardStore.isGuarded(transaction, table))
                    .forEach(table -> AuditGuardStore.guard(transaction, table));
        }
    }
}
