package org.archipel.marketplace.internal.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Listing;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.RevocationStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is published: one catalogue for all organizations. Thread-safe. */
@Component(service = Catalogue.class)
public final class Catalogue {
    private static final Comparator<ExtensionVersion> NEWEST_FIRST = Comparator.comparing(
                    (ExtensionVersion version) -> Version.parseVersion(version.version()))
            .reversed();

    private final UnitOfWork work;
    private final CatalogueIndex index;
    private final Listings listings;
    private final CatalogueStore store = new CatalogueStore();

    @Activate
    public Catalogue(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference CatalogueIndex index,
            @Reference Listings listings) {
        this.work = work;
        this.index = index;
        this.listings = listings;
    }

    /** One more than the page holds tells that there is another page. */
    public List<CatalogueIndex.Hit> search(CatalogueQuery query) {
        return index.search(query);
    }

    /** @throws NotFoundException if it is not published */
    public Listing extension(String id) {
        return listings.find(id).orElseThrow(() -> new NotFoundException("the catalogue has no extension " + id));
    }

    /** How many published extensions need it in their newest version. */
    public long countDependents(String id) {
        return index.count(CatalogueQuery.dependents(id, Optional.empty(), 1));
    }

    /** The published versions, the newest first; empty if there is no such extension. */
    public List<ExtensionVersion> versions(String id) {
        return work.call(transaction -> store.published(transaction, id)).stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /**
     * Some of them, of which only these are read whole; one more than the limit tells that there are more.
     *
     * @param after the version before the first of them; empty to begin
     */
    public List<ExtensionVersion> versions(String id, Optional<Version> after, int limit) {
        return work.call(transaction -> {
            // Only here is known which version is newer: to the database they are texts.
            var wanted = store.publishedNumbers(transaction, id).stream()
                    .filter(number -> after.map(
                                    last -> Version.parseVersion(number).compareTo(last) < 0)
                            .orElse(true))
                    .sorted(Comparator.comparing((String number) -> Version.parseVersion(number))
                            .reversed())
                    .limit(limit + 1L)
                    .toList();
            return store.published(transaction, id, wanted).stream()
                    .sorted(NEWEST_FIRST)
                    .toList();
        });
    }

    /** Those of an extension's versions that were taken back. */
    public Set<String> revoked(String id) {
        return work.call(transaction -> RevocationStore.list(transaction, id)).stream()
                .map(Revocation::version)
                .collect(Collectors.toSet());
    }

    /** @throws NotFoundException if it is not published */
    public ExtensionVersion version(String id, String version) {
        return work.call(transaction -> store.version(transaction, id, version))
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(() -> new NotFoundException("version " + version + " of " + id + " is not published"));
    }
}
