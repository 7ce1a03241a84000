package org.archipel.integrations.internal.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** The rows of subscriptions. What changes one is done by the owner of its lease, and does nothing without it. */
public final class SubscriptionStore {
    private static final int MAX_PROBLEM = 1000;
    static final Duration LEASE = Duration.ofMinutes(3);
    private static final String OWNED = " WHERE integration_id = ? AND lease_owner = ?";
    private static final String LET_GO = ", lease_owner = NULL, lease_until = NULL" + OWNED;

    /** Those of all organizations, for the platform's own rounds. */
    List<Subscription> all(Transaction transaction) {
        return Sql.on(transaction).list("SELECT * FROM webhook_subscriptions", Subscription::readable).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Subscription> find(Transaction transaction, String organizationId, String integrationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT * FROM webhook_subscriptions WHERE organization_id = ? AND integration_id = ?",
                        Subscription::of,
                        organizationId,
                        integrationId);
    }

    /** Begins one that is to be asked for at once, unless there is one. */
    void open(Transaction transaction, Integration integration, Instant now) {
        Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO webhook_subscriptions (integration_id, organization_id, connector_id, state, since,"
                                + " target, attempt, begun, fingerprint, revision, next_at, failures, told)"
                                + " VALUES (?, ?, ?, ?, ?, '', ?, ?, '', ?, ?, 0, ?)",
                        integration.id(),
                        integration.organizationId(),
                        integration.connectorId().orElse(""),
                        SubscriptionState.PENDING,
                        now,
                        Ids.next(),
                        false,
                        integration.revision(),
                        now,
                        false);
    }

    /**
     * Takes the lease; {@link LeaseKeeper} has it last for as long as the work under it does.
     *
     * @return the subscription as it is now; empty if it is gone, or somebody else works on it
     */
    Optional<Subscription> lease(UnitOfWork work, Subscription known, String owner, Instant now) {
        return work.call(transaction ->
                lease(transaction, known.organizationId(), known.integrationId(), owner, now, now.plus(LEASE)));
    }

    private Optional<Subscription> lease(
            Transaction transaction, String organizationId, String id, String owner, Instant now, Instant until) {
        int taken = Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET lease_owner = ?, lease_until = ? WHERE integration_id = ? AND"
                                + " (lease_until IS NULL OR lease_until < ?)",
                        owner,
                        until,
                        id,
                        now);
        return taken == 1 ? find(transaction, organizationId, id) : Optional.empty();
    }

    /** Has the lease last for its full time once more, if the owner still holds it. */
    void prolong(Transaction transaction, String id, String owner, Instant now) {
        Sql.on(transaction)
                .update("UPDATE webhook_subscriptions SET lease_until = ?" + OWNED, now.plus(LEASE), id, owner);
    }

    /** Lets go of the lease. */
    void release(Transaction transaction, String id, String owner) {
        Sql.on(transaction)
                .update("UPDATE webhook_subscriptions SET lease_owner = NULL, lease_until = NULL" + OWNED, id, owner);
    }

    /**
     * It is about to be asked for: from here on something may be there, and not as it was described, until it {@link #stands}.
     *
     * @return whether the owner still held the lease, and the integration is still there: nothing may be asked for otherwise
     */
    boolean begin(Transaction transaction, String id, String owner, String connectorId, String target) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_subscriptions SET connector_id = ?, target = ?, begun = ?, fingerprint = ''"
                                        + OWNED + " AND removed IS NULL",
                                connectorId,
                                target,
                                true,
                                id,
                                owner)
                == 1;
    }

    /** The remote system lost it, or it is out of reach for ever. */
    void lost(Transaction transaction, String id, String owner) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET handle = NULL, fingerprint = '', expires_at = NULL" + OWNED,
                        id,
                        owner);
    }

    /**
     * The remote system has it now. What is asked for next gets another name.
     *
     * @return whether the owner still held the lease, and nobody had it asked for anew meanwhile
     */
    boolean stands(
            Transaction transaction,
            Subscription before,
            String owner,
            String handle,
            Optional<Instant> expiresAt,
            String fingerprint,
            long revision,
            Instant nextAt,
            Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_subscriptions SET state = ?, since = ?, attempt = ?, handle = ?, expires_at"
                                        + " = ?, fingerprint = ?, revision = ?, next_at = ?, failures = 0, problem = NULL,"
                                        + " told = ?" + LET_GO + " AND attempt = ?",
                                SubscriptionState.ACTIVE,
                                before.since(SubscriptionState.ACTIVE, now),
                                Ids.next(),
                                handle,
                                expiresAt.orElse(null),
                                fingerprint,
                                revision,
                                nextAt,
                                false,
                                before.integrationId(),
                                owner,
                                before.attempt())
                == 1;
    }

    /**
     * A try failed.
     *
     * @param attempt names what is asked for next
     * @param told whether that is known now
     * @param revision of the integration that it was tried for
     * @return whether the owner still held the lease
     */
    boolean failed(
            Transaction transaction,
            Subscription before,
            String owner,
            SubscriptionState state,
            String attempt,
            String problem,
            boolean told,
            long revision,
            Instant nextAt,
            Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_subscriptions SET state = ?, since = ?, attempt = ?, failures = ?, problem = ?, told ="
                                        + " ?, revision = ?, next_at = ?" + LET_GO,
                                state,
                                before.since(state, now),
                                attempt,
                                before.failures() + 1,
                                KeptText.of(problem, MAX_PROBLEM),
                                told,
                                revision,
                                nextAt,
                                before.integrationId(),
                                owner)
                == 1;
    }

    /** It is about to be ended, wholly or in part; who wants it again asks anew. The lease stays. */
    void removing(Transaction transaction, Subscription before, String owner, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET state = ?, since = ?, failures = 0, fingerprint = ''" + OWNED,
                        SubscriptionState.REMOVING,
                        now,
                        before.integrationId(),
                        owner);
    }

    /** Nothing is to be done before the given time, or before the integration changes. */
    void seen(Transaction transaction, String id, String owner, long revision, Instant nextAt) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET revision = ?, next_at = ?" + LET_GO,
                        revision,
                        nextAt,
                        id,
                        owner);
    }

    /** There is none, and none is to be asked for before the integration changes. */
    void none(
            Transaction transaction,
            Subscription before,
            String owner,
            String reason,
            long revision,
            Instant nextAt,
            Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET state = ?, since = ?, attempt = ?, begun = ?, handle = NULL,"
                                + " fingerprint = '', expires_at = NULL, failures = 0, problem = ?, told = ?, revision = ?,"
                                + " next_at = ?" + LET_GO,
                        SubscriptionState.NONE,
                        before.since(SubscriptionState.NONE, now),
                        Ids.next(),
                        false,
                        KeptText.of(reason, MAX_PROBLEM),
                        false,
                        revision,
                        nextAt,
                        before.integrationId(),
                        owner);
    }

    /** Whether the owner still held the lease. */
    boolean delete(Transaction transaction, String id, String owner) {
        return Sql.on(transaction).update("DELETE FROM webhook_subscriptions" + OWNED, id, owner) == 1;
    }

    /**
     * As {@link #delete}, of an integration that is not there.
     *
     * @return false as well if its removal left what has to be ended
     */
    boolean deleteUnlessRemoved(Transaction transaction, String id, String owner) {
        return Sql.on(transaction)
                        .update("DELETE FROM webhook_subscriptions" + OWNED + " AND removed IS NULL", id, owner)
                == 1;
    }

    /** Has one that stands renewed at once. */
    void lookAfter(Transaction transaction, String integrationId, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET next_at = ? WHERE integration_id = ? AND state = 'ACTIVE'"
                                + " AND next_at > ?",
                        now,
                        integrationId,
                        now);
    }

    /** Has it asked for anew, since the account may be another one; what is being asked for with the former one does not count. */
    public void renew(Transaction transaction, String integrationId, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_subscriptions SET fingerprint = '', attempt = ?, next_at = ? WHERE"
                                + " integration_id = ?",
                        Ids.next(),
                        now,
                        integrationId);
    }
}
