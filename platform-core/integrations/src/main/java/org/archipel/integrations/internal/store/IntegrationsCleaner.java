package org.archipel.integrations.internal.store;

import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes the integrations and hub records of a deleted organization. */
@Component
public final class IntegrationsCleaner implements OrganizationCleaner {
    private final UnitOfWork work;
    private final OrganizationRows rows;

    @Activate
    public IntegrationsCleaner(@Reference(target = "(unit=integrations)") UnitOfWork work) {
        this.work = work;
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "integrations";
    }

    @Override
    public boolean clean(String organizationId) {
        for (String integrationId : integrations(organizationId)) {
            rows.removeBy("integration_id", integrationId, "record_links", "entity", "external_id");
            rows.removeBy("integration_id", integrationId, "sync_claims", "entity");
            rows.removeBy("integration_id", integrationId, "sync_watermarks", "entity");
        }
        for (String table : List.of(
                "integration_health_checks", "integration_logs", "sync_runs", "quarantined_records", "integrations")) {
            rows.remove(organizationId, table, "id");
        }
        rows.remove(organizationId, "integration_health", "integration_id");
        rows.remove(organizationId, "record_versions", "entity", "record_id", "version");
        rows.remove(organizationId, "records", "entity", "id");
        return true;
    }

    /** Those that are there, and those that are gone but left a run behind: one of them may have ended late. */
    private List<String> integrations(String organizationId) {
        return work.call(transaction -> Sql.on(transaction)
                .list(
                        "SELECT id FROM integrations WHERE organization_id = ?"
                                + " UNION SELECT integration_id FROM sync_runs WHERE organization_id = ?",
                        row -> row.getString(1),
                        organizationId,
                        organizationId));
    }
}
