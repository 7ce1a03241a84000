package org.archipel.marketplace.internal.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.ExtensionDependency;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Listing;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.plan.PlatformRange;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.marketplace.internal.store.SetAside;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts together from the database what search has to know of extensions. Thread-safe. */
@Component(service = Listings.class)
public final class Listings {
    private static final Comparator<ExtensionVersion> BY_VERSION =
            Comparator.comparing(version -> Version.parseVersion(version.version()));

    private final UnitOfWork work;
    private final PackageManifests manifests;
    private final CatalogueStore catalogue = new CatalogueStore();
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public Listings(@Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference PackageManifests manifests) {
        this.work = work;
        this.manifests = manifests;
    }

    /**
     * An extension with what is searched but not shown in lists.
     *
     * @param documentation Markdown; empty if there is none
     */
    record Described(Listing listing, String documentation) {}

    /** What the clock shows now. */
    ListingStore.Clock clock() {
        return work.call(ListingStore::clock);
    }

    List<ListingStore.Change> changes(long since, int most) {
        return work.call(transaction -> ListingStore.changes(transaction, since, most));
    }

    /**
     * What was read of some extensions.
     *
     * @param published those of them that are published
     * @param aside ids of those of which something could not be read, and was left out
     */
    record Look(List<Described> published, Set<String> aside) {}

    /** Looks at some extensions; what is wrong with one is no reason to leave the others out. */
    Look look(Set<String> ids) {
        var look = work.call(transaction -> catalogue.look(transaction, ids));
        var versions = look.installable().stream().collect(Collectors.groupingBy(ExtensionVersion::extensionId));
        var published = read(ids, versions);
        var aside = new HashSet<>(versions.keySet());
        published.forEach(described -> aside.remove(described.listing().id()));
        aside.addAll(look.aside());
        return new Look(published, aside);
    }

    private List<Described> read(Set<String> ids, Map<String, List<ExtensionVersion>> versions) {
        var newest = versions.values().stream()
                .map(all -> all.stream().max(BY_VERSION).orElseThrow().packageHash())
                .toList();
        var facts = manifests.of(newest);
        return work.call(transaction -> {
            var active = installations.countActive(transaction, ids);
            var ratings = ListingStore.ratings(transaction, ids);
            return catalogue.extensions(transaction, ids).stream()
                    .filter(entry -> versions.containsKey(entry.id()))
                    .flatMap(entry -> SetAside.ifReadable(
                            "what the catalogue shows of " + entry.id(),
                            () -> describe(
                                    entry,
                                    versions.get(entry.id()),
                                    facts,
                                    active.getOrDefault(entry.id(), 0L),
                                    ratings.getOrDefault(entry.id(), Listing.Ratings.NONE)))
                            .stream())
                    .toList();
        });
    }

    /** One extension; empty if it is not published. */
    public Optional<Listing> find(String id) {
        return look(Set.of(id)).published().stream().map(Described::listing).findFirst();
    }

    /** Panels are no services: the descriptor has them. */
    private static List<String> contributions(PackageFacts facts, JsonNode descriptor) {
        return descriptor.path("panels").isEmpty()
                ? facts.contributions()
                : Stream.concat(facts.contributions().stream(), Stream.of("console-panel"))
                        .sorted()
                        .toList();
    }

    private static Described describe(
            CatalogueEntry entry,
            Collection<ExtensionVersion> versions,
            Map<String, PackageFacts> known,
            long active,
            Listing.Ratings ratings) {
        var newest = versions.stream().max(BY_VERSION).orElseThrow();
        var compatible = versions.stream()
                .filter(version -> PlatformRange.problem(version.descriptor()).isEmpty())
                .max(BY_VERSION)
                .map(ExtensionVersion::version);
        var facts = known.getOrDefault(newest.packageHash(), PackageFacts.NONE);
        var source = newest.descriptor().source();
        var times = versions.stream()
                .map(version -> version.publishedAt().orElse(version.submittedAt()))
                .sorted()
                .toList();
        var listing = new Listing(
                entry.id(),
                entry.developerId(),
                entry.name(),
                entry.description(),
                entry.category(),
                entry.tags(),
                entry.publisher(),
                entry.status(),
                newest.version(),
                compatible,
                contributions(facts, source),
                ExtensionDependency.of(newest.descriptor()).stream()
                        .map(ExtensionDependency::id)
                        .toList(),
                Pricing.of(source),
                source.hasNonNull("icon"),
                entry.downloads(),
                active,
                ratings,
                times.get(0),
                times.get(times.size() - 1),
                entry.deprecation());
        return new Described(listing, source.path("documentation").asText(""));
    }
}
