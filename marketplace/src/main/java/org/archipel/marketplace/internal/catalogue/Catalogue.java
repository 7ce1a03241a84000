package org.archipel.marketplace.internal.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is published: one catalogue for all organizations. Thread-safe. */
@Component(service = Catalogue.class)
public final class Catalogue {
    private final UnitOfWork work;
    private final CatalogueStore store = new CatalogueStore();
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public Catalogue(@Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.work = work;
    }

    /**
     * Extensions as found.
     *
     * @param entries one more than the page holds tells that there is another page
     * @param installations active installations by extension id
     */
    public record Found(List<CatalogueEntry> entries, Map<String, Long> installations) {
        public Found {
            entries = List.copyOf(entries);
            installations = Map.copyOf(installations);
        }
    }

    public Found search(CatalogueQuery query) {
        return work.call(transaction -> {
            var entries = store.search(transaction, query);
            var ids = entries.stream().map(CatalogueEntry::id).collect(Collectors.toSet());
            return new Found(entries, installations.countActive(transaction, ids));
        });
    }

    /** @throws NotFoundException if it is not published */
    public CatalogueEntry extension(String id) {
        return work.call(transaction -> store.extension(transaction, id))
                .filter(entry -> entry.latestVersion().isPresent())
                .orElseThrow(() -> new NotFoundException("the catalogue has no extension " + id));
    }

    public long activeInstallations(String id) {
        return work.call(transaction -> installations.countActive(transaction, List.of(id)))
                .getOrDefault(id, 0L);
    }

    /** The published versions, the newest first; empty if there is no such extension. */
    public List<ExtensionVersion> versions(String id) {
        Comparator<ExtensionVersion> order = Comparator.comparing(version -> Version.parseVersion(version.version()));
        return work.call(transaction -> store.published(transaction, id)).stream()
                .sorted(order.reversed())
                .toList();
    }

    /** @throws NotFoundException if it is not published */
    public ExtensionVersion version(String id, String version) {
        return work.call(transaction -> store.version(transaction, id, version))
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(() -> new NotFoundException("version " + version + " of " + id + " is not published"));
    }
}
