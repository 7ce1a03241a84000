package org.archipel.marketplace.internal.store;

import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * The installations. What works for the whole node rather than for an organization says so in its name, and leaves out rows that
 * cannot be read, so that one of them does not stand in the way of the others; {@link #lookOnNode} tells of them.
 */
public final class InstallationStore {
    public Optional<Installation> find(Transaction transaction, String organizationId, String extensionId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i"
                                + " WHERE i.organizationId = :organization AND i.extensionId = :extension",
                        InstallationRow.class)
                .setParameter("organization", organizationId)
                .setParameter("extension", extensionId)
                .getResultStream()
                .findFirst()
                .map(InstallationRow::value);
    }

    /**
     * An organization's installations by extension id, also those that cannot be read; one more than the page holds tells that there is
     * another page.
     */
    public List<Installation> list(Transaction transaction, String organizationId, String after, int limit) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.organizationId = :organization"
                                + " AND i.extensionId > :after AND i.actualState <> :gone ORDER BY i.extensionId",
                        InstallationRow.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setParameter("gone", ActualState.UNINSTALLED.name())
                .setMaxResults(limit + 1)
                .getResultStream()
                .map(InstallationStore::shown)
                .toList();
    }

    /** For the reconciler: an installation of any organization. */
    public Optional<Installation> findOnNode(Transaction transaction, String installationId) {
        return Optional.ofNullable(transaction.entityManager().find(InstallationRow.class, installationId))
                .map(InstallationRow::value);
    }

    /**
     * What the reconciler sees.
     *
     * @param active the installations that should run here
     * @param unreadable those of which nobody knows
     */
    public record Look(List<Installation> active, List<UnreadableInstallationException> unreadable) {}

    /** For the reconciler: all that is not uninstalled, read one by one. */
    public Look lookOnNode(Transaction transaction) {
        var look = new Look(new ArrayList<>(), new ArrayList<>());
        transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.actualState <> :gone ORDER BY i.id",
                        InstallationRow.class)
                .setParameter("gone", ActualState.UNINSTALLED.name())
                .getResultStream()
                .forEach(row -> {
                    try {
                        Optional.of(row.value()).filter(Installation::active).ifPresent(look.active()::add);
                    } catch (UnreadableInstallationException e) {
                        look.unreadable().add(e);
                    }
                });
        return look;
    }

    private static Stream<Installation> readable(InstallationRow row) {
        try {
            return Stream.of(row.value());
        } catch (UnreadableInstallationException e) {
            return Stream.empty();
        }
    }

    private static Installation shown(InstallationRow row) {
        try {
            return row.value();
        } catch (UnreadableInstallationException e) {
            return row.unreadable(e);
        }
    }

    /** For what holds installations to their terms: all that should run here. */
    public List<Installation> activeOnNode(Transaction transaction) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.actualState = :state ORDER BY i.id",
                        InstallationRow.class)
                .setParameter("state", ActualState.ACTIVE.name())
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** For the housekeeping: installations with an order that was placed before that time and is not carried out. */
    public List<Installation> unfinishedOnNode(Transaction transaction, Instant before) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.updatedAt < :before AND i.lastError IS NULL"
                                + " AND (i.actualState = :pending OR i.actualState = :failed"
                                + " OR i.actualState = :suspended"
                                + " OR i.desiredVersion <> i.actualVersion"
                                + " OR i.actualState = :active AND i.desiredState <> :wanted"
                                + " OR i.actualState <> :active AND i.desiredState = :wanted"
                                + " OR i.actualState = :disabled AND i.desiredState = :unwanted)",
                        InstallationRow.class)
                .setParameter("before", before)
                .setParameter("pending", ActualState.PENDING.name())
                .setParameter("failed", ActualState.FAILED.name())
                .setParameter("suspended", ActualState.SUSPENDED.name())
                .setParameter("disabled", ActualState.DISABLED.name())
                .setParameter("unwanted", DesiredState.UNINSTALLED.name())
                .setParameter("active", ActualState.ACTIVE.name())
                .setParameter("wanted", DesiredState.ACTIVE.name())
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .filter(Installation::changing)
                .toList();
    }

    /** For the purge: uninstalled installations whose grace time is over. */
    public List<Installation> expiredOnNode(Transaction transaction, Instant now) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.actualState = :state AND i.desiredState = :desired"
                                + " AND i.purgeAfter < :now",
                        InstallationRow.class)
                .setParameter("state", ActualState.UNINSTALLED.name())
                .setParameter("desired", DesiredState.UNINSTALLED.name())
                .setParameter("now", now)
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** For the watch over new versions: installations on probation, or whose probation ended and is not taken off them. */
    public List<Installation> onProbationOnNode(Transaction transaction) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.probationUntil IS NOT NULL ORDER BY i.id",
                        InstallationRow.class)
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** For what is installed with others: installations that are there for another one's sake, whose change may have ended. */
    public List<Installation> broughtOnNode(Transaction transaction) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.broughtBy IS NOT NULL ORDER BY i.id",
                        InstallationRow.class)
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** Has what was installed for an installation stay for its own sake. */
    public static void keepBrought(Transaction transaction, String installationId) {
        Sql.on(transaction).update("UPDATE installations SET brought_by = NULL WHERE brought_by = ?", installationId);
    }

    /** For revocations: installations of any organization that work at a version, or are brought to it. */
    public List<Installation> ofVersionOnNode(Transaction transaction, String extensionId, String version) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.extensionId = :extension"
                                + " AND (i.actualVersion = :version OR i.desiredVersion = :version)"
                                + " AND i.actualState <> :gone ORDER BY i.id",
                        InstallationRow.class)
                .setParameter("extension", extensionId)
                .setParameter("version", version)
                .setParameter("gone", ActualState.UNINSTALLED.name())
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** For what is told to all: installations of any organization of an extension. */
    public List<Installation> ofExtensionOnNode(Transaction transaction, String extensionId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.extensionId = :extension"
                                + " AND i.actualState <> :gone ORDER BY i.id",
                        InstallationRow.class)
                .setParameter("extension", extensionId)
                .setParameter("gone", ActualState.UNINSTALLED.name())
                .getResultStream()
                .flatMap(InstallationStore::readable)
                .toList();
    }

    /** All that an organization has, whatever its state; of what cannot be read, that it does not work. */
    public List<Installation> all(Transaction transaction, String organizationId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.organizationId = :organization ORDER BY i.extensionId",
                        InstallationRow.class)
                .setParameter("organization", organizationId)
                .getResultStream()
                .map(InstallationStore::shown)
                .toList();
    }

    /** For the catalogue: how many organizations use an extension, by extension id. */
    public Map<String, Long> countActive(Transaction transaction, Collection<String> extensionIds) {
        var counts = new HashMap<String, Long>();
        if (!extensionIds.isEmpty()) {
            transaction
                    .entityManager()
                    .createQuery(
                            "SELECT i.extensionId, COUNT(i) FROM InstallationRow i"
                                    + " WHERE i.extensionId IN :extensions AND i.actualState = :state"
                                    + " GROUP BY i.extensionId",
                            Object[].class)
                    .setParameter("extensions", extensionIds)
                    .setParameter("state", ActualState.ACTIVE.name())
                    .getResultStream()
                    .forEach(row -> counts.put((String) row[0], (Long) row[1]));
        }
        return counts;
    }

    public Installation insert(Transaction transaction, Installation installation) {
        var row = new InstallationRow(installation);
        transaction.entityManager().persist(row);
        transaction.entityManager().flush();
        return row.value();
    }

    /** @throws InstallationChangedException if the row changed since the value was read */
    public Installation update(Transaction transaction, Installation installation) {
        var row = transaction.entityManager().find(InstallationRow.class, installation.id());
        if (row == null || row.revision() != installation.revision()) {
            throw new InstallationChangedException();
        }
        row.take(installation);
        try {
            transaction.entityManager().flush();
        } catch (OptimisticLockException e) {
            // Another transaction ended between the look and the change.
            throw new InstallationChangedException();
        }
        return row.value();
    }

    public void delete(Transaction transaction, Installation installation) {
        var row = transaction.entityManager().find(InstallationRow.class, installation.id());
        if (row != null) {
            transaction.entityManager().remove(row);
        }
    }
}
