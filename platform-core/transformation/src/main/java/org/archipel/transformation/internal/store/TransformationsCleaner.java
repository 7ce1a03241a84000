package org.archipel.transformation.internal.store;

import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes the rule sets of a deleted organization. */
@Component
public final class TransformationsCleaner implements OrganizationCleaner {
    private final OrganizationRows rows;

    @Activate
    public TransformationsCleaner(@Reference(target = "(unit=transformation)") UnitOfWork work) {
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "transformation";
    }

    @Override
    public boolean clean(String organizationId) {
        rows.remove(organizationId, "transformations", "id");
        return true;
    }
}
