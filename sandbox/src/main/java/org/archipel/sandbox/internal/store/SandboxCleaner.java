package org.archipel.sandbox.internal.store;

import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes what the extensions of a deleted organization kept. */
@Component
public final class SandboxCleaner implements OrganizationCleaner {
    private final OrganizationRows rows;

    @Activate
    public SandboxCleaner(@Reference(target = "(unit=sandbox)") UnitOfWork work) {
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "sandbox";
    }

    @Override
    public boolean clean(String organizationId) {
        rows.remove(organizationId, "extension_tasks", "installation_id", "task_name");
        rows.remove(organizationId, "stored_values", "installation_id", "value_key");
        rows.remove(organizationId, "stored_documents", "installation_id", "collection_name", "document_id");
        rows.remove(organizationId, "storage_usage", "installation_id");
        rows.remove(organizationId, "resource_usage", "installation_id", "usage_day");
        return true;
    }
}
