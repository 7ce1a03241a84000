package org.archipel.marketplace.internal.catalogue;

import java.util.List;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Removes what a deleted organization had in the catalogue: reviews, purchases, entitlements, rules of updates. Its downloads go on
 * being counted, without a name.
 */
@Component
public final class CatalogueCleaner implements OrganizationCleaner {
    private final UnitOfWork work;
    private final OrganizationRows rows;

    @Activate
    public CatalogueCleaner(@Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.work = work;
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "catalogue";
    }

    @Override
    public boolean clean(String organizationId) {
        rows.remove(organizationId, "update_policies", "extension_id");
        rows.remove(organizationId, "entitlements", "extension_id", "kind");
        rows.remove(organizationId, "purchases", "id");
        reviewed(organizationId).forEach(extension -> removeReviews(organizationId, extension));
        work.run(transaction -> Sql.on(transaction)
                .update("UPDATE extension_downloads SET actor = '' WHERE organization_id = ?", organizationId));
        return true;
    }

    private List<String> reviewed(String organizationId) {
        return work.call(transaction -> Sql.on(transaction)
                .list(
                        "SELECT DISTINCT extension_id FROM extension_reviews WHERE organization_id = ?",
                        row -> row.getString(1),
                        organizationId));
    }

    private void removeReviews(String organizationId, String extensionId) {
        work.run(transaction -> {
            Sql.on(transaction)
                    .update(
                            "DELETE FROM extension_reviews WHERE extension_id = ? AND organization_id = ?",
                            extensionId,
                            organizationId);
            ListingStore.touch(transaction, extensionId);
        });
    }
}
