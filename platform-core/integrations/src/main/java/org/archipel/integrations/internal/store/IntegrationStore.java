package org.archipel.integrations.internal.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Integrations in the database; every query takes the organization, but for those that the platform itself goes through. */
@Component(service = IntegrationStore.class)
public class IntegrationStore {
    private final UnitOfWork work;
    private final ReadableRows readable = new ReadableRows();

    @Activate
    public IntegrationStore(@Reference(target = "(unit=integrations)") UnitOfWork work) {
        this.work = work;
    }

    /** @throws NotFoundException if the organization has no such integration */
    public Integration get(String organizationId, String id) {
        return work.call(transaction -> get(transaction, organizationId, id));
    }

    /** An integration of any organization, for calls from outside that name only its id. */
    public Optional<Integration> findAnywhere(String id) {
        return work.call(
                transaction -> Optional.ofNullable(transaction.entityManager().find(IntegrationRow.class, id))
                        .map(IntegrationRow::toIntegration));
    }

    /** As {@link #findAnywhere}, for rounds over many; empty as well, and told once, if it cannot be read. */
    public Optional<Integration> findReadable(String id) {
        return work.call(
                transaction -> Optional.ofNullable(transaction.entityManager().find(IntegrationRow.class, id))
                        .flatMap(readable::read));
    }

    /** The revision of an integration of any organization, whether it can be read or not; empty if there is none. */
    public OptionalLong revision(String id) {
        return work.call(
                transaction -> Sql.on(transaction).number("SELECT revision FROM integrations WHERE id = ?", id));
    }

    /** The ids of all integrations of all organizations, whether they can be read or not. */
    public Set<String> ids() {
        return work.call(transaction ->
                Set.copyOf(Sql.on(transaction).list("SELECT id FROM integrations", row -> row.getString("id"))));
    }

    /** As {@link #get(String, String)}, in a transaction. */
    public Integration get(Transaction transaction, String organizationId, String id) {
        return row(transaction, organizationId, id).toIntegration();
    }

    /** Integrations after the given id, in order of their ids; fewer than the limit only if there are no more. */
    public List<Integration> list(String organizationId, IntegrationFilter filter, String after, int limit) {
        return work.call(transaction -> {
            List<Integration> found = new ArrayList<>();
            String from = after;
            int asked;
            List<IntegrationRow> rows;
            do {
                asked = limit - found.size();
                rows = IntegrationSearch.rows(transaction, organizationId, filter, from, asked);
                for (IntegrationRow row : rows) {
                    readable.read(row)
                            .filter(integration -> filter.tag()
                                    .map(integration.tags()::contains)
                                    .orElse(true))
                            .ifPresent(found::add);
                    from = row.id();
                }
            } while (rows.size() == asked && found.size() < limit);
            return found;
        });
    }

    private Stream<Integration> readable(TypedQuery<IntegrationRow> query) {
        return query.getResultList().stream().map(readable::read).flatMap(Optional::stream);
    }

    /** All active integrations of all organizations, for the platform's own rounds. */
    public List<Integration> activeOfAll() {
        return work.call(transaction -> readable(transaction
                        .entityManager()
                        .createQuery(
                                "SELECT i FROM IntegrationRow i WHERE i.status = :active ORDER BY i.id",
                                IntegrationRow.class)
                        .setParameter("active", IntegrationStatus.ACTIVE.name()))
                .toList());
    }

    /** All integrations of all organizations that stand still because the remote system refuses them. */
    public List<Integration> refusedOfAll() {
        return work.call(transaction -> readable(transaction
                        .entityManager()
                        .createQuery(
                                "SELECT i FROM IntegrationRow i WHERE i.status = :error AND i.statusReason LIKE :refused ORDER BY i.id",
                                IntegrationRow.class)
                        .setParameter("error", IntegrationStatus.ERROR.name())
                        .setParameter("refused", ErrorCode.AUTHENTICATION_FAILED + "%"))
                .toList());
    }

    /** The active integrations of an organization that synchronize as soon as something changes. */
    public List<Integration> realTime(String organizationId) {
        return work.call(transaction -> readable(transaction
                        .entityManager()
                        .createQuery(
                                "SELECT i FROM IntegrationRow i WHERE i.organizationId = :organization AND i.status = :active"
                                        + " AND i.syncSettings LIKE :realTime ORDER BY i.id",
                                IntegrationRow.class)
                        .setParameter("organization", organizationId)
                        .setParameter("active", IntegrationStatus.ACTIVE.name())
                        // Most have another frequency: their documents need not be read.
                        .setParameter("realTime", "%" + Json.write(Frequency.REALTIME) + "%"))
                .filter(integration -> integration.syncSettings().frequency() == Frequency.REALTIME)
                .toList());
    }

    /** Those of all organizations, for the platform's own rounds. */
    public List<Integration> realTimeOfAll() {
        return work.call(transaction -> readable(transaction
                        .entityManager()
                        .createQuery(
                                "SELECT i FROM IntegrationRow i WHERE i.status = :active AND i.syncSettings LIKE :realTime"
                                        + " ORDER BY i.id",
                                IntegrationRow.class)
                        .setParameter("active", IntegrationStatus.ACTIVE.name())
                        .setParameter("realTime", "%" + Json.write(Frequency.REALTIME) + "%"))
                .filter(integration -> integration.syncSettings().frequency() == Frequency.REALTIME)
                .toList());
    }

    public Integration insert(Transaction transaction, Integration integration) {
        EntityManager entities = transaction.entityManager();
        IntegrationRow row = new IntegrationRow(integration);
        entities.persist(row);
        entities.flush();
        return row.toIntegration();
    }

    /** Replaces what can change and returns it with its new revision. */
    public Integration update(Transaction transaction, Integration integration) {
        IntegrationRow row = row(transaction, integration.organizationId(), integration.id());
        row.accept(integration);
        transaction.entityManager().flush();
        return row.toIntegration();
    }

    /**
     * Removes the integration with everything that only it needs; hub records stay.
     *
     * @return whether webhooks of it have still to be ended, for which its credentials and its connection are kept
     */
    public boolean delete(Transaction transaction, Integration integration) {
        boolean leaves = LeftWebhooks.keep(transaction, integration.organizationId(), integration.id());
        transaction.entityManager().remove(row(transaction, integration.organizationId(), integration.id()));
        for (String table : List.of(
                "integration_health",
                "integration_health_checks",
                "integration_logs",
                "record_links",
                "record_bases",
                "oauth_states",
                "received_webhooks",
                "webhook_lanes",
                "action_answers",
                "sync_conflicts",
                "sync_runs",
                "sync_claims",
                "sync_changes",
                "sync_watermarks",
                "sync_seen",
                "record_match_keys",
                "quarantined_records")) {
            Jdbc.on(transaction)
                    .update(
                            "DELETE FROM " + table + " WHERE integration_id = ?",
                            statement -> statement.setString(1, integration.id()));
        }
        if (!leaves) {
            Sql.on(transaction).update("DELETE FROM oauth_grants WHERE integration_id = ?", integration.id());
        }
        return leaves;
    }

    /** Whose connector of an id the organization's integrations have; none if it is settled for none. */
    public Set<String> providers(String organizationId, String connectorId) {
        return work.call(transaction -> ConnectorProviders.of(transaction, organizationId, connectorId));
    }

    /**
     * Writes down whose connector the integrations have that were activated before this was kept.
     *
     * @param provider of an organization's connector; empty if it cannot be told yet
     * @return the integrations for which it is settled now
     */
    public List<Integration> settle(BiFunction<String, String, Optional<String>> provider) {
        return work.call(transaction -> ConnectorProviders.settle(transaction, provider).stream()
                .map(id -> transaction.entityManager().find(IntegrationRow.class, id))
                .map(readable::read)
                .flatMap(Optional::stream)
                .toList());
    }

    /**
     * Puts active integrations whose connector is away into {@code ERROR}, and brings back those whose connector came back.
     *
     * @param available whether an integration's connector is there
     * @param reason why one stands still whose connector is not
     * @return the integrations that changed, as they are now
     */
    public List<Integration> follow(
            Predicate<Integration> available, Function<Integration, String> reason, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        return work.call(transaction -> {
            List<IntegrationRow> rows = transaction
                    .entityManager()
                    .createQuery(
                            "SELECT i FROM IntegrationRow i WHERE i.status = :active OR i.resumeStatus IS NOT NULL",
                            IntegrationRow.class)
                    .setParameter("active", IntegrationStatus.ACTIVE.name())
                    .getResultList();
            List<IntegrationRow> changed = new ArrayList<>();
            for (IntegrationRow row : rows) {
                Optional<Integration> integration = readable.read(row);
                if (integration.isEmpty()) {
                    continue;
                }
                boolean there = available.test(integration.get());
                if (there && row.suspended()) {
                    row.resume(now);
                    changed.add(row);
                } else if (!there && !row.suspended()) {
                    row.suspend(reason.apply(integration.get()), now);
                    changed.add(row);
                }
            }
            transaction.entityManager().flush();
            return changed.stream().map(IntegrationRow::toIntegration).toList();
        });
    }

    /**
     * Puts an active integration into {@code ERROR} because it cannot authenticate any more.
     *
     * @return the integration as it is now; empty if it was not active
     */
    public Optional<Integration> suspendForAuthentication(
            Transaction transaction, String organizationId, String id, String reason, Instant now) {
        return Optional.ofNullable(transaction.entityManager().find(IntegrationRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId)
                        && row.toIntegration().active())
                .map(row -> {
                    row.stop(reason, now.truncatedTo(ChronoUnit.MICROS));
                    transaction.entityManager().flush();
                    return row.toIntegration();
                });
    }

    /**
     * Brings an integration back that could not authenticate.
     *
     * @return the integration as it is now; empty if it stood still for another reason, or not at all
     */
    public Optional<Integration> resumeAuthentication(
            Transaction transaction, String organizationId, String id, Instant now) {
        return Optional.ofNullable(transaction.entityManager().find(IntegrationRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId)
                        && row.toIntegration().needsConnection())
                .map(row -> {
                    row.start(now.truncatedTo(ChronoUnit.MICROS));
                    transaction.entityManager().flush();
                    return row.toIntegration();
                });
    }

    private static IntegrationRow row(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(IntegrationRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId))
                .orElseThrow(() -> new NotFoundException("There is no such integration."));
    }
}
