package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Reviews. All organizations read them; only their own is written, and only a reviewer of the marketplace removes another's. */
public final class ReviewStore {
    private static final String SELECT = "SELECT id, extension_id, version, organization_id, user_id, stars, text,"
            + " created_at, updated_at, revision FROM extension_reviews WHERE extension_id = ?";

    private ReviewStore() {}

    public static Optional<Review> find(
            Transaction transaction, String organizationId, String extensionId, String version) {
        return Sql.on(transaction)
                .first(
                        SELECT + " AND version = ? AND organization_id = ?",
                        ReviewStore::read,
                        extensionId,
                        version,
                        organizationId);
    }

    /** For those who watch over reviews. */
    public static Optional<Review> findOnPlatform(Transaction transaction, String extensionId, String reviewId) {
        return Sql.on(transaction).first(SELECT + " AND id = ?", ReviewStore::read, extensionId, reviewId);
    }

    /** The newest first; one more than the limit tells that there are more. */
    public static List<Review> list(Transaction transaction, String extensionId, String before, int limit) {
        return Sql.on(transaction)
                .list(limit + 1, SELECT + " AND id < ? ORDER BY id DESC", ReviewStore::read, extensionId, before);
    }

    /** Whether it is the organization's first of the version. */
    public static boolean insert(Transaction transaction, Review review) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO extension_reviews (id, extension_id, version, organization_id, user_id, stars, text,"
                                + " created_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        review.id(),
                        review.extensionId(),
                        review.version(),
                        review.organizationId(),
                        review.userId(),
                        review.stars(),
                        review.text(),
                        review.createdAt(),
                        review.updatedAt(),
                        review.revision());
    }

    /** Whether it was still what the review was made from. */
    public static boolean update(Transaction transaction, Review review) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE extension_reviews SET user_id = ?, stars = ?, text = ?, updated_at = ?,"
                                        + " revision = ? WHERE id = ? AND revision = ?",
                                review.userId(),
                                review.stars(),
                                review.text(),
                                review.updatedAt(),
                                review.revision(),
                                review.id(),
                                review.revision() - 1)
                == 1;
    }

    public static void delete(Transaction transaction, Review review) {
        Sql.on(transaction).update("DELETE FROM extension_reviews WHERE id = ?", review.id());
    }

    /** All reviews of an extension as stars with their version and day, the oldest first. */
    public static List<Review> all(Transaction transaction, String extensionId) {
        return Sql.on(transaction).list(SELECT + " ORDER BY updated_at", ReviewStore::read, extensionId);
    }

    private static Review read(ResultSet row) throws SQLException {
        return new Review(
                row.getString("id"),
                row.getString("extension_id"),
                row.getString("version"),
                row.getString("organization_id"),
                row.getString("user_id"),
                row.getInt("stars"),
                row.getString("text"),
                Timestamps.get(row, "created_at"),
                Timestamps.get(row, "updated_at"),
                row.getLong("revision"));
    }
}
