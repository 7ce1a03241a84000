package org.archipel.integrations.internal.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes the integrations and hub records of a deleted organization. */
@Component
public final class IntegrationsCleaner implements OrganizationCleaner {
    /** Tables without an organization, or without an index that it leads, with what names a row of an integration. */
    private static final Map<String, List<String>> OF_INTEGRATIONS = Map.ofEntries(
            Map.entry("record_links", List.of("entity", "external_id")),
            Map.entry("record_bases", List.of("entity", "record_id")),
            Map.entry("sync_claims", List.of("entity")),
            Map.entry("sync_watermarks", List.of("entity")),
            Map.entry("sync_changes", List.of("id")),
            Map.entry("record_match_keys", List.of("entity", "record_id")),
            Map.entry("sync_seen", List.of("run_id", "part")),
            Map.entry("received_webhooks", List.of("id")),
            Map.entry("webhook_lanes", List.of("integration_id")),
            Map.entry("oauth_states", List.of("id")),
            Map.entry("action_answers", List.of("call_hash")));

    /** What it takes to end webhooks at the remote system; {@link LeftWebhooks} tells whether that is to be done yet. */
    private static final Map<String, List<String>> FOR_WEBHOOKS = Map.of(
            "webhook_subscriptions", List.of("integration_id"),
            "oauth_grants", List.of("integration_id"));

    /** The others, with what names a row of an organization; the integrations go last, for they lead to the rest. */
    private static final Map<String, List<String>> OF_ORGANIZATIONS = new LinkedHashMap<>();

    private static final String ATTEMPTS = "webhook_attempts";

    /** It tells of nodes, and of remote systems by a hash. */
    private static final String OF_NOBODY = "account_use";

    static {
        OF_ORGANIZATIONS.put("webhook_deliveries", List.of("id"));
        OF_ORGANIZATIONS.put("webhook_endpoints", List.of("id"));
        OF_ORGANIZATIONS.put("integration_health", List.of("integration_id"));
        OF_ORGANIZATIONS.put("integration_health_checks", List.of("id"));
        OF_ORGANIZATIONS.put("integration_logs", List.of("id"));
        OF_ORGANIZATIONS.put("quarantined_records", List.of("id"));
        OF_ORGANIZATIONS.put("sync_conflicts", List.of("id"));
        OF_ORGANIZATIONS.put("record_versions", List.of("entity", "record_id", "version"));
        OF_ORGANIZATIONS.put("records", List.of("entity", "id"));
        OF_ORGANIZATIONS.put("sync_runs", List.of("id"));
        OF_ORGANIZATIONS.put("integrations", List.of("id"));
    }

    private static final int STEP = 1_000;

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final OrganizationRows rows;

    @Activate
    public IntegrationsCleaner(
            @Reference(target = "(unit=integrations)") UnitOfWork work, @Reference CredentialVault vault) {
        this.work = work;
        this.vault = vault;
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "integrations";
    }

    @Override
    public Collection<String> credentialsNeeded(Transaction transaction, String organizationId) {
        return LeftWebhooks.credentials(transaction, organizationId);
    }

    @Override
    public boolean clean(String organizationId) {
        for (String integrationId : integrations(organizationId)) {
            if (!leavesWebhooks(organizationId, integrationId)) {
                FOR_WEBHOOKS.forEach((table, key) ->
                        rows.removeBy("integration_id", integrationId, table, key.toArray(new String[0])));
            }
            OF_INTEGRATIONS.forEach(
                    (table, key) -> rows.removeBy("integration_id", integrationId, table, key.toArray(new String[0])));
        }
        attempts(organizationId);
        OF_ORGANIZATIONS.forEach((table, key) -> rows.remove(organizationId, table, key.toArray(new String[0])));
        return true;
    }

    /** Its webhooks are ended later, by who asked for them; without any its credentials are of no more use. */
    private boolean leavesWebhooks(String organizationId, String integrationId) {
        return work.call(transaction -> {
            boolean left = LeftWebhooks.keep(transaction, organizationId, integrationId);
            if (!left) {
                LeftWebhooks.references(integrationId)
                        .forEach(reference -> vault.delete(transaction, organizationId, reference));
            }
            return left;
        });
    }

    /** The tables that it knows. */
    static Set<String> tables() {
        return Stream.of(
                        OF_INTEGRATIONS.keySet(),
                        FOR_WEBHOOKS.keySet(),
                        OF_ORGANIZATIONS.keySet(),
                        Set.of(ATTEMPTS, OF_NOBODY))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /** Those of the organization's outgoing webhooks, which name their delivery only. */
    private void attempts(String organizationId) {
        boolean more = true;
        while (more) {
            more = work.call(transaction -> {
                List<Object[]> ids = Sql.on(transaction)
                        .list(
                                STEP,
                                "SELECT a.id FROM webhook_deliveries d JOIN webhook_attempts a ON a.delivery_id = d.id"
                                        + " WHERE d.organization_id = ?",
                                row -> new Object[] {row.getString(1)},
                                organizationId);
                Sql.on(transaction).batch("DELETE FROM webhook_attempts WHERE id = ?", ids);
                return ids.size() == STEP;
            });
        }
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
