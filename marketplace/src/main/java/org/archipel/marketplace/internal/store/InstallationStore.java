package org.archipel.marketplace.internal.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.persistence.Transaction;

/** The installations. What works for the whole node rather than for an organization says so in its name. */
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

    /** An organization's installations by extension id; one more than the page holds tells that there is another page. */
    public List<Installation> list(Transaction transaction, String organizationId, String after, int limit) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.organizationId = :organization"
                                + " AND i.extensionId > :after AND i.actualState <> :gone ORDER BY i.extensionId",
                        InstallationRow.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setParameter("gone", ActualState.UNINSTALLED)
                .setMaxResults(limit + 1)
                .getResultStream()
                .map(InstallationRow::value)
                .toList();
    }

    /** For the reconciler: an installation of any organization. */
    public Optional<Installation> findOnNode(Transaction transaction, String installationId) {
        return Optional.ofNullable(transaction.entityManager().find(InstallationRow.class, installationId))
                .map(InstallationRow::value);
    }

    /** For the reconciler: all installations that should run here. */
    public List<Installation> activeOnNode(Transaction transaction) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.actualState = :state ORDER BY i.id",
                        InstallationRow.class)
                .setParameter("state", ActualState.ACTIVE)
                .getResultStream()
                .map(InstallationRow::value)
                .toList();
    }

    /** For the housekeeping: installations with an order that was placed before that time and is not carried out. */
    public List<Installation> unfinishedOnNode(Transaction transaction, Instant before) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.updatedAt < :before AND i.lastError IS NULL"
                                + " AND (i.actualState = :pending OR i.actualState = :failed"
                                + " OR i.desiredVersion <> i.actualVersion"
                                + " OR i.actualState = :active AND i.desiredState <> :wanted"
                                + " OR i.actualState <> :active AND i.desiredState = :wanted)",
                        InstallationRow.class)
                .setParameter("before", before)
                .setParameter("pending", ActualState.PENDING)
                .setParameter("failed", ActualState.FAILED)
                .setParameter("active", ActualState.ACTIVE)
                .setParameter("wanted", DesiredState.ACTIVE)
                .getResultStream()
                .map(InstallationRow::value)
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
                .setParameter("state", ActualState.UNINSTALLED)
                .setParameter("desired", DesiredState.UNINSTALLED)
                .setParameter("now", now)
                .getResultStream()
                .map(InstallationRow::value)
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
                .map(InstallationRow::value)
                .toList();
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
                .setParameter("gone", ActualState.UNINSTALLED)
                .getResultStream()
                .map(InstallationRow::value)
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
                .setParameter("gone", ActualState.UNINSTALLED)
                .getResultStream()
                .map(InstallationRow::value)
                .toList();
    }

    /** All that an organization has, whatever its state. */
    public List<Installation> all(Transaction transaction, String organizationId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM InstallationRow i WHERE i.organizationId = :organization ORDER BY i.extensionId",
                        InstallationRow.class)
                .setParameter("organization", organizationId)
                .getResultStream()
                .map(InstallationRow::value)
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
                    .setParameter("state", ActualState.ACTIVE)
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

    /** @throws ConflictException if the row changed since the value was read */
    public Installation update(Transaction transaction, Installation installation) {
        var row = transaction.entityManager().find(InstallationRow.class, installation.id());
        if (row == null || row.revision() != installation.revision()) {
            throw new ConflictException("the installation was changed by someone else meanwhile");
        }
        row.take(installation);
        transaction.entityManager().flush();
        return row.value();
    }

    public void delete(Transaction transaction, Installation installation) {
        var row = transaction.entityManager().find(InstallationRow.class, installation.id());
        if (row != null) {
            transaction.entityManager().remove(row);
        }
    }
}
