package org.archipel.marketplace.internal.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.model.PurchaseOrder;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Entitlements and purchases. */
public final class EntitlementStore {
    private static final String ENTITLEMENT = "SELECT organization_id, extension_id, kind, starts_at, ends_at,"
            + " granted_by, reference FROM entitlements WHERE organization_id = ?";
    private static final String PURCHASE = "SELECT id, organization_id, extension_id, provider, status, model, price,"
            + " currency, reference, address, detail, created_by, created_at, updated_at FROM purchases";

    private EntitlementStore() {}

    public static List<Entitlement> of(Transaction transaction, String organizationId, String extensionId) {
        return Sql.on(transaction)
                .list(
                        ENTITLEMENT + " AND extension_id = ? ORDER BY kind",
                        EntitlementStore::entitlement,
                        organizationId,
                        extensionId);
    }

    /**
     * By extension and kind; one more than the limit tells that there are more.
     *
     * @param after extension and kind of the last one before; empty to begin
     */
    public static List<Entitlement> ofOrganization(
            Transaction transaction, String organizationId, Optional<List<String>> after, int limit) {
        String order = " ORDER BY extension_id, kind";
        Sql sql = Sql.on(transaction);
        return after.map(last -> sql.list(
                        limit + 1,
                        ENTITLEMENT + " AND (extension_id > ? OR extension_id = ? AND kind > ?)" + order,
                        EntitlementStore::entitlement,
                        organizationId,
                        last.get(0),
                        last.get(0),
                        last.get(1)))
                .orElseGet(
                        () -> sql.list(limit + 1, ENTITLEMENT + order, EntitlementStore::entitlement, organizationId));
    }

    /** Whether there was none of its kind. */
    public static boolean insert(Transaction transaction, Entitlement entitlement) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO entitlements (organization_id, extension_id, kind, starts_at, ends_at, granted_by,"
                                + " reference) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        entitlement.organizationId(),
                        entitlement.extensionId(),
                        entitlement.kind(),
                        entitlement.startsAt(),
                        entitlement.endsAt().orElse(null),
                        entitlement.grantedBy(),
                        entitlement.reference().orElse(null));
    }

    /** Takes the place of one of its kind. */
    public static void put(Transaction transaction, Entitlement entitlement) {
        if (!insert(transaction, entitlement)) {
            Sql.on(transaction)
                    .update(
                            "UPDATE entitlements SET starts_at = ?, ends_at = ?, granted_by = ?, reference = ?"
                                    + " WHERE organization_id = ? AND extension_id = ? AND kind = ?",
                            entitlement.startsAt(),
                            entitlement.endsAt().orElse(null),
                            entitlement.grantedBy(),
                            entitlement.reference().orElse(null),
                            entitlement.organizationId(),
                            entitlement.extensionId(),
                            entitlement.kind());
        }
    }

    /** Whether there was one. */
    public static boolean delete(
            Transaction transaction, String organizationId, String extensionId, Entitlement.Kind kind) {
        return Sql.on(transaction)
                        .update(
                                "DELETE FROM entitlements WHERE organization_id = ? AND extension_id = ? AND kind = ?",
                                organizationId,
                                extensionId,
                                kind)
                == 1;
    }

    public static void insert(Transaction transaction, PurchaseOrder order) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO purchases (id, organization_id, extension_id, provider, status, model, price,"
                                + " currency, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?)",
                        order.id(),
                        order.organizationId(),
                        order.extensionId(),
                        order.provider(),
                        order.status(),
                        order.model(),
                        order.price().toPlainString(),
                        order.currency(),
                        order.createdBy(),
                        order.createdAt(),
                        order.updatedAt());
    }

    public static void update(Transaction transaction, PurchaseOrder order) {
        Sql.on(transaction)
                .update(
                        "UPDATE purchases SET status = ?, reference = ?, address = ?, detail = ?, updated_at = ?"
                                + " WHERE id = ? AND organization_id = ?",
                        order.status(),
                        order.reference().orElse(null),
                        order.address().orElse(null),
                        order.detail().orElse(null),
                        order.updatedAt(),
                        order.id(),
                        order.organizationId());
    }

    public static Optional<PurchaseOrder> purchase(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                .first(PURCHASE + " WHERE organization_id = ? AND id = ?", EntitlementStore::order, organizationId, id);
    }

    /** Purchases of an extension that are not decided, the newest first. */
    public static List<PurchaseOrder> open(Transaction transaction, String organizationId, String extensionId) {
        return Sql.on(transaction)
                .list(
                        PURCHASE
                                + " WHERE organization_id = ? AND extension_id = ? AND status IN ('OPENING', 'PENDING')"
                                + " ORDER BY id DESC",
                        EntitlementStore::order,
                        organizationId,
                        extensionId);
    }

    /** Holds the purchases until the transaction ends, so that one begins after the other. */
    public static void lockPurchases(Transaction transaction) {
        Sql.on(transaction).update("UPDATE marketplace_locks SET holders = holders + 1 WHERE name = 'purchases'");
    }

    /** The newest first; one more than the limit tells that there are more. */
    public static List<PurchaseOrder> purchases(
            Transaction transaction, String organizationId, String before, int limit) {
        return Sql.on(transaction)
                .list(
                        limit + 1,
                        PURCHASE + " WHERE organization_id = ? AND id < ? ORDER BY id DESC",
                        EntitlementStore::order,
                        organizationId,
                        before);
    }

    /**
     * For the settling: purchases of all organizations that are to be asked about, the longest waiting first, without those that
     * cannot be read.
     *
     * @param undecided those that are not decided and were not looked at since then
     * @param renewed subscriptions that were not looked at since then
     */
    public static List<PurchaseOrder> unsettledOnPlatform(
            Transaction transaction, Instant undecided, Instant renewed, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        PURCHASE + " WHERE status IN ('OPENING', 'PENDING') AND updated_at < ?"
                                + " OR status = 'PAID' AND model <> 'ONE_TIME' AND updated_at < ? ORDER BY updated_at",
                        EntitlementStore::ifReadable,
                        undecided,
                        renewed)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Entitlement entitlement(ResultSet row) throws SQLException {
        return new Entitlement(
                row.getString("organization_id"),
                row.getString("extension_id"),
                Entitlement.Kind.valueOf(row.getString("kind")),
                Timestamps.get(row, "starts_at"),
                Timestamps.find(row, "ends_at"),
                row.getString("granted_by"),
                Optional.ofNullable(row.getString("reference")));
    }

    private static Optional<PurchaseOrder> ifReadable(ResultSet row) throws SQLException {
        return SetAside.ifReadable("the purchase " + row.getString("id"), () -> order(row));
    }

    private static PurchaseOrder order(ResultSet row) throws SQLException {
        return new PurchaseOrder(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("extension_id"),
                row.getString("provider"),
                PurchaseOrder.Status.valueOf(row.getString("status")),
                Pricing.Model.valueOf(row.getString("model")),
                new BigDecimal(row.getString("price")),
                row.getString("currency"),
                Optional.ofNullable(row.getString("reference")),
                Optional.ofNullable(row.getString("address")),
                Optional.ofNullable(row.getString("detail")),
                row.getString("created_by"),
                Timestamps.get(row, "created_at"),
                Timestamps.get(row, "updated_at"));
    }
}
