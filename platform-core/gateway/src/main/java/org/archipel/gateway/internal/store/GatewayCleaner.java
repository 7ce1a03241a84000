package org.archipel.gateway.internal.store;

import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes the custom APIs of a deleted organization. */
@Component
public final class GatewayCleaner implements OrganizationCleaner {
    private final OrganizationRows rows;

    @Activate
    public GatewayCleaner(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "gateway";
    }

    @Override
    public boolean clean(String organizationId) {
        rows.remove(organizationId, "custom_apis", "id");
        rows.remove(organizationId, "custom_api_changes", "organization_id");
        rows.remove(organizationId, "custom_api_generations", "api_id");
        rows.remove(organizationId, "custom_api_answers", "cache_key");
        rows.remove(organizationId, "custom_api_metrics", "api_id", "at_minute", "node");
        rows.remove(organizationId, "custom_api_callers", "api_id", "caller");
        return true;
    }
}
