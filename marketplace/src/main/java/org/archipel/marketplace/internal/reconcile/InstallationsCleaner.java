package org.archipel.marketplace.internal.reconcile;

import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes the installations of a deleted organization; each node's reconciler then takes their bundles away. What the organization
 * published stays in the catalogue, for others may use it.
 */
@Component
public final class InstallationsCleaner implements OrganizationCleaner {
    private final UnitOfWork work;
    private final Reconciler reconciler;

    @Activate
    public InstallationsCleaner(
            @Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference Reconciler reconciler) {
        this.work = work;
        this.reconciler = reconciler;
    }

    @Override
    public String context() {
        return "marketplace";
    }

    @Override
    public boolean clean(String organizationId) {
        List<String> ids = work.call(transaction -> Sql.on(transaction)
                .list(
                        "SELECT id FROM installations WHERE organization_id = ?",
                        row -> row.getString(1),
                        organizationId));
        work.run(transaction ->
                Sql.on(transaction).update("DELETE FROM installations WHERE organization_id = ?", organizationId));
        ids.forEach(reconciler::wake);
        return true;
    }
}
