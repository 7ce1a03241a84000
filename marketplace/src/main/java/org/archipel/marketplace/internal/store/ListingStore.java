package org.archipel.marketplace.internal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Listing.Ratings;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * Which extensions changed for those who search, and what search needs of them. A change counts the clock up and marks its extension
 * with the new count; the clock's row stays locked until the commit, so that no index misses a change that commits late.
 */
public final class ListingStore {
    private static final String CLOCK = "catalogue";

    private ListingStore() {}

    /**
     * What the clock shows.
     *
     * @param epoch of one database; another one has counted differently
     */
    public record Clock(String epoch, long revision) {
        public static final Clock NEVER = new Clock("", 0);
    }

    /** An extension that changed, and at which count. */
    public record Change(String extensionId, long revision) {}

    public static Clock clock(Transaction transaction) {
        return Sql.on(transaction)
                .first(
                        "SELECT epoch, revision FROM catalogue_clock WHERE name = ?",
                        row -> new Clock(row.getString(1), row.getLong(2)),
                        CLOCK)
                .orElse(Clock.NEVER);
    }

    /** Tells searchers that the extension is not what it was. To be called at the end of a transaction: others wait for it. */
    public static void touch(Transaction transaction, String extensionId) {
        var sql = Sql.on(transaction);
        if (sql.update("UPDATE catalogue_clock SET revision = revision + 1 WHERE name = ?", CLOCK) == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO catalogue_clock (name, epoch, revision) VALUES (?, ?, 0)", CLOCK, Ids.next());
            sql.update("UPDATE catalogue_clock SET revision = revision + 1 WHERE name = ?", CLOCK);
        }
        sql.update(
                "UPDATE extensions SET listing_revision = (SELECT c.revision FROM catalogue_clock c WHERE c.name = ?)"
                        + " WHERE id = ?",
                CLOCK,
                extensionId);
    }

    /** What changed since that count, the oldest change first. */
    public static List<Change> changes(Transaction transaction, long since, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        "SELECT id, listing_revision FROM extensions WHERE listing_revision > ? ORDER BY listing_revision",
                        row -> new Change(row.getString(1), row.getLong(2)),
                        since);
    }

    public static Map<String, Ratings> ratings(Transaction transaction, Collection<String> extensionIds) {
        var found = new HashMap<String, Ratings>();
        if (!extensionIds.isEmpty()) {
            Sql.on(transaction)
                    .list(
                            "SELECT extension_id, SUM(stars), COUNT(*) FROM extension_reviews WHERE extension_id IN ("
                                    + Sql.marks(extensionIds.size()) + ") GROUP BY extension_id",
                            row -> found.put(
                                    row.getString(1),
                                    new Ratings((double) row.getLong(2) / row.getLong(3), row.getLong(3))),
                            extensionIds.toArray());
        }
        return found;
    }

    public static Map<String, PackageFacts> facts(Transaction transaction, Collection<String> hashes) {
        var found = new HashMap<String, PackageFacts>();
        if (!hashes.isEmpty()) {
            Sql.on(transaction)
                    .list(
                            "SELECT package_hash, facts FROM package_facts WHERE package_hash IN ("
                                    + Sql.marks(hashes.size()) + ")",
                            row -> facts(row.getString(1), row.getString(2), found),
                            hashes.toArray());
        }
        return found;
    }

    /** What cannot be read is as if it were not there: it is read from the package again. */
    private static Optional<PackageFacts> facts(String hash, String json, Map<String, PackageFacts> found) {
        var facts = SetAside.ifReadable(
                "what the manifest of package " + hash + " says", () -> Json.read(json, PackageFacts.class));
        facts.ifPresent(known -> found.put(hash, known));
        return facts;
    }

    public static void keepFacts(Transaction transaction, Map<String, PackageFacts> facts) {
        var sql = Sql.on(transaction);
        for (var hash : facts.keySet().stream().sorted().toList()) {
            var json = Json.write(facts.get(hash));
            if (!sql.insertIfAbsent("INSERT INTO package_facts (package_hash, facts) VALUES (?, ?)", hash, json)) {
                sql.update("UPDATE package_facts SET facts = ? WHERE package_hash = ?", json, hash);
            }
        }
    }
}
