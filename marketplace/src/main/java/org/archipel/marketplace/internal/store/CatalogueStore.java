package org.archipel.marketplace.internal.store;

import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionDescriptor;
import org.osgi.framework.Version;

/** Extensions and their versions. The catalogue is one for the whole platform; submissions belong to their organization. */
public final class CatalogueStore {
    /** Makes sure that the extension has a row, and holds it until the transaction ends: its versions come one after the other. */
    public CatalogueEntry claim(
            Transaction transaction, ExtensionDescriptor descriptor, String developer, Instant now) {
        var entities = transaction.entityManager();
        var row = entities.find(ExtensionRow.class, descriptor.id(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            row = new ExtensionRow(descriptor, developer, now);
            entities.persist(row);
            entities.flush();
        }
        return row.entry();
    }

    public Optional<CatalogueEntry> extension(Transaction transaction, String extensionId) {
        return Optional.ofNullable(transaction.entityManager().find(ExtensionRow.class, extensionId))
                .map(ExtensionRow::entry);
    }

    /** Takes over what the version says of the extension, and lists it. */
    public void publish(Transaction transaction, ExtensionDescriptor descriptor, Instant now) {
        var row = transaction.entityManager().find(ExtensionRow.class, descriptor.id(), LockModeType.PESSIMISTIC_WRITE);
        row.publish(descriptor, now);
        ListingStore.touch(transaction, descriptor.id());
    }

    /** The extensions with these ids, in no order. */
    public List<CatalogueEntry> extensions(Transaction transaction, Collection<String> extensionIds) {
        return extensionIds.isEmpty()
                ? List.of()
                : transaction
                        .entityManager()
                        .createQuery("SELECT e FROM ExtensionRow e WHERE e.id IN :ids", ExtensionRow.class)
                        .setParameter("ids", extensionIds)
                        .getResultStream()
                        .flatMap(row -> row.ifReadable().stream())
                        .toList();
    }

    /** The published versions of an extension that were not taken back, in no order. */
    public List<ExtensionVersion> installable(Transaction transaction, String extensionId) {
        return installable(transaction, Set.of(extensionId));
    }

    /** The published versions of these extensions that were not taken back, in no order; without those that cannot be read. */
    public List<ExtensionVersion> installable(Transaction transaction, Collection<String> extensionIds) {
        return look(transaction, extensionIds).installable();
    }

    /**
     * What was found of some extensions.
     *
     * @param installable their published versions that were not taken back, in no order
     * @param aside ids of those of which a version was left out because it cannot be read
     */
    public record Look(List<ExtensionVersion> installable, Set<String> aside) {}

    /** Looks at some extensions, each by itself. */
    public Look look(Transaction transaction, Collection<String> extensionIds) {
        var look = new Look(new ArrayList<>(), new HashSet<>());
        if (extensionIds.isEmpty()) {
            return look;
        }
        var revoked = RevocationStore.versions(transaction, extensionIds);
        transaction
                .entityManager()
                .createQuery(
                        "SELECT v FROM VersionRow v WHERE v.extensionId IN :extensions AND v.reviewStatus = :status",
                        VersionRow.class)
                .setParameter("extensions", extensionIds)
                .setParameter("status", ReviewStatus.APPROVED.name())
                .getResultStream()
                .forEach(row -> row.ifReadable()
                        .ifPresentOrElse(
                                look.installable()::add, () -> look.aside().add(row.extensionId())));
        look.installable().removeIf(version -> revoked.contains(RevocationStore.Key.of(version)));
        return look;
    }

    /** @throws ConflictException if the version is there already */
    public ExtensionVersion insert(Transaction transaction, ExtensionVersion version) {
        if (version(transaction, version.extensionId(), version.version()).isPresent()) {
            throw new ConflictException("version " + version.version() + " of " + version.extensionId()
                    + " was submitted before; a changed package needs a new version");
        }
        var row = new VersionRow(version);
        transaction.entityManager().persist(row);
        transaction.entityManager().flush();
        return row.value();
    }

    public ExtensionVersion update(Transaction transaction, ExtensionVersion version) {
        var row = transaction.entityManager().find(VersionRow.class, version.id());
        if (row.revision() != version.revision()) {
            throw new ConflictException("the submission was changed by someone else meanwhile");
        }
        row.take(version);
        transaction.entityManager().flush();
        return row.value();
    }

    public Optional<ExtensionVersion> submission(Transaction transaction, String id) {
        return Optional.ofNullable(transaction.entityManager().find(VersionRow.class, id))
                .map(VersionRow::value);
    }

    public Optional<ExtensionVersion> version(Transaction transaction, String extensionId, String version) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT v FROM VersionRow v WHERE v.extensionId = :extension AND v.version = :version",
                        VersionRow.class)
                .setParameter("extension", extensionId)
                .setParameter("version", version)
                .getResultStream()
                .findFirst()
                .map(VersionRow::value);
    }

    /**
     * The published versions of an extension, in no order.
     *
     * @throws UnreadableEntryException if one of them cannot be read: what is compared with all of them may not pass without it
     */
    public List<ExtensionVersion> published(Transaction transaction, String extensionId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT v FROM VersionRow v WHERE v.extensionId = :extension AND v.reviewStatus = :status",
                        VersionRow.class)
                .setParameter("extension", extensionId)
                .setParameter("status", ReviewStatus.APPROVED.name())
                .getResultStream()
                .map(VersionRow::value)
                .toList();
    }

    /** The numbers of the published versions of an extension, in no order. */
    public List<String> publishedNumbers(Transaction transaction, String extensionId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT v.version FROM VersionRow v WHERE v.extensionId = :extension AND v.reviewStatus ="
                                + " :status",
                        String.class)
                .setParameter("extension", extensionId)
                .setParameter("status", ReviewStatus.APPROVED.name())
                .getResultList();
    }

    /**
     * Those of the published versions of an extension that have one of the numbers, in no order.
     *
     * @throws UnreadableEntryException if one of them cannot be read
     */
    public List<ExtensionVersion> published(Transaction transaction, String extensionId, Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT v FROM VersionRow v WHERE v.extensionId = :extension AND v.reviewStatus = :status"
                                + " AND v.version IN :numbers",
                        VersionRow.class)
                .setParameter("extension", extensionId)
                .setParameter("status", ReviewStatus.APPROVED.name())
                .setParameter("numbers", numbers)
                .getResultStream()
                .map(VersionRow::value)
                .toList();
    }

    /** Lists the newest version that was not taken back, or none. */
    public void relist(Transaction transaction, String extensionId) {
        var newest = installable(transaction, extensionId).stream()
                .max(Comparator.comparing(version -> Version.parseVersion(version.version())));
        transaction
                .entityManager()
                .find(ExtensionRow.class, extensionId, LockModeType.PESSIMISTIC_WRITE)
                .relist(newest.map(ExtensionVersion::descriptor), Instant.now());
        transaction.entityManager().flush();
        ListingStore.touch(transaction, extensionId);
    }

    /** @param advice the publisher's advice against the extension; empty if it takes that back */
    public void deprecate(Transaction transaction, String extensionId, Optional<Deprecation> advice) {
        transaction
                .entityManager()
                .find(ExtensionRow.class, extensionId, LockModeType.PESSIMISTIC_WRITE)
                .deprecate(advice);
        transaction.entityManager().flush();
        ListingStore.touch(transaction, extensionId);
    }

    /** An extension's names. */
    public record Named(String id, String name, String publisher, String developerId) {}

    /** Ids and names of all extensions that are published, and of their publishers. */
    public List<Named> publishedNames(Transaction transaction) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT e.id, e.name, e.publisher, e.developerId FROM ExtensionRow e WHERE e.latestVersion IS"
                                + " NOT NULL",
                        Object[].class)
                .getResultStream()
                .map(row -> new Named((String) row[0], (String) row[1], (String) row[2], (String) row[3]))
                .toList();
    }

    /** The extension belongs to that organization from now on. */
    public void transfer(Transaction transaction, String extensionId, String developer) {
        transaction
                .entityManager()
                .find(ExtensionRow.class, extensionId, LockModeType.PESSIMISTIC_WRITE)
                .transfer(developer);
    }

    /**
     * Newest first, without those that cannot be read; one more than the page holds tells that there is another page.
     */
    public List<ExtensionVersion> submissions(Transaction transaction, SubmissionQuery query) {
        var found = new ArrayList<ExtensionVersion>();
        var before = query.before();
        List<VersionRow> rows;
        do {
            rows = submissions(transaction, query, before);
            rows.forEach(row -> row.ifReadable().ifPresent(found::add));
            before = rows.isEmpty() ? before : rows.get(rows.size() - 1).id();
        } while (found.size() <= query.limit() && rows.size() > query.limit());
        return found;
    }

    private static List<VersionRow> submissions(Transaction transaction, SubmissionQuery query, String before) {
        var jpql = new StringBuilder("SELECT v FROM VersionRow v WHERE v.id < :before");
        query.organizationId().ifPresent(organization -> jpql.append(" AND v.organizationId = :organization"));
        query.status().ifPresent(status -> jpql.append(" AND v.reviewStatus = :status"));
        TypedQuery<VersionRow> select = transaction
                .entityManager()
                .createQuery(jpql.append(" ORDER BY v.id DESC").toString(), VersionRow.class)
                .setParameter("before", before)
                .setMaxResults(query.limit() + 1);
        query.organizationId().ifPresent(organization -> select.setParameter("organization", organization));
        query.status().ifPresent(status -> select.setParameter("status", status.name()));
        return select.getResultList();
    }

    /** Digests of all packages that some version refers to. */
    public Set<String> packages(Transaction transaction) {
        return new HashSet<>(transaction
                .entityManager()
                .createQuery("SELECT DISTINCT v.packageHash FROM VersionRow v", String.class)
                .getResultList());
    }
}
