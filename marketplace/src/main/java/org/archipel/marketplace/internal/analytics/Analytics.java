package org.archipel.marketplace.internal.analytics;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.analytics.ExtensionFigures.Day;
import org.archipel.marketplace.internal.analytics.ExtensionFigures.VersionFigures;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.marketplace.internal.model.Reach;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.marketplace.internal.store.AnalyticsStore;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.DownloadStore;
import org.archipel.marketplace.internal.store.ReviewStore;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.sandbox.ExtensionUsage;
import org.archipel.sandbox.ResourceUsage;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What became of extensions, in figures. Publishers see sums, only administrators of the platform see names. Thread-safe. */
@Component(service = Analytics.class)
public final class Analytics {
    private final UnitOfWork work;
    private final ExtensionUsage usage;
    private final Organizations organizations;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Analytics(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference ExtensionUsage usage,
            @Reference Organizations organizations) {
        this.work = work;
        this.usage = usage;
        this.organizations = organizations;
    }

    /**
     * The figures of an extension, for its publisher and for administrators of the platform.
     *
     * @param from the first day (UTC) that is shown day by day
     * @throws NotFoundException for everyone else too
     */
    public ExtensionFigures of(Caller caller, String extensionId, LocalDate from) {
        var used = usage.ofVersionsOnPlatform(extensionId, from);
        return work.call(transaction -> {
            var extension = visible(transaction, caller, extensionId);
            var downloads = DownloadStore.countByVersion(
                    transaction, extensionId, from.atStartOfDay(ZoneOffset.UTC).toInstant());
            var totals = DownloadStore.totals(transaction, extensionId);
            var active = AnalyticsStore.activeByVersion(transaction, extensionId);
            var reviews =
                    ReviewStore.all(transaction, extensionId).stream().collect(Collectors.groupingBy(Review::version));
            var names = new TreeSet<Version>();
            List.of(downloads, totals, active, reviews, used)
                    .forEach(figures -> figures.keySet().forEach(name -> names.add(Version.parseVersion(name))));
            var versions = new ArrayList<VersionFigures>();
            for (var name : names.descendingSet()) {
                var version = name.toString();
                versions.add(figures(
                        version,
                        totals.getOrDefault(version, 0L),
                        active.getOrDefault(version, 0L),
                        downloads.getOrDefault(version, Map.of()),
                        used.getOrDefault(version, Map.of()),
                        reviews.getOrDefault(version, List.of())));
            }
            return new ExtensionFigures(
                    extensionId,
                    from,
                    extension.downloads(),
                    active.values().stream().mapToLong(Long::longValue).sum(),
                    versions);
        });
    }

    private static VersionFigures figures(
            String version,
            long total,
            long active,
            Map<LocalDate, Long> downloads,
            Map<LocalDate, ResourceUsage> used,
            List<Review> reviews) {
        var stars = new TreeMap<LocalDate, List<Integer>>();
        reviews.forEach(review -> stars.computeIfAbsent(
                        review.updatedAt().atZone(ZoneOffset.UTC).toLocalDate(), day -> new ArrayList<>())
                .add(review.stars()));
        var days = new TreeSet<>(downloads.keySet());
        days.addAll(used.keySet());
        days.addAll(stars.keySet());
        var list = days.stream()
                .map(day -> Day.of(
                        day,
                        downloads.getOrDefault(day, 0L),
                        used.getOrDefault(day, ResourceUsage.NONE),
                        stars.getOrDefault(day, List.of())))
                .toList();
        var sum = used.values().stream().reduce(ResourceUsage.NONE, ResourceUsage::plus);
        return VersionFigures.of(version, total, active, sum, reviews, list);
    }

    /**
     * Which organizations a version reached, by their ids; for administrators of the platform.
     *
     * @param after id of the last one of the page before; an empty text for the first page
     */
    public List<Reach> reach(String extensionId, String version, String after, int most) {
        var reached = work.call(transaction -> {
            var all = AnalyticsStore.reachedOnPlatform(transaction, extensionId, version, after, most);
            if (all.isEmpty()
                    && catalogue.version(transaction, extensionId, version).isEmpty()) {
                throw new NotFoundException("the catalogue has no version " + version + " of " + extensionId);
            }
            var running = AnalyticsStore.activeOnPlatform(transaction, extensionId, all);
            var got = DownloadStore.ofVersionOnPlatform(transaction, extensionId, version, all).stream()
                    .collect(Collectors.groupingBy(Download::organizationId));
            return all.stream()
                    .map(id -> new Reached(id, got.getOrDefault(id, List.of()), running.get(id)))
                    .toList();
        });
        return reached.stream().map(one -> reach(one, version)).toList();
    }

    /**
     * @param got the newest first
     * @param runs the version that works there; null if none does
     */
    private record Reached(String organizationId, List<Download> got, String runs) {}

    /** Organizations are asked for in a transaction of their own. */
    private Reach reach(Reached reached, String version) {
        var organization = organizations.find(reached.organizationId());
        var got = reached.got();
        return new Reach(
                reached.organizationId(),
                organization.map(Organizations.Organization::slug).orElse(""),
                organization.map(Organizations.Organization::name).orElse(""),
                version.equals(reached.runs()),
                reached.runs(),
                got.isEmpty() ? null : got.get(got.size() - 1).at(),
                got.size());
    }

    private CatalogueEntry visible(Transaction transaction, Caller caller, String extensionId) {
        return catalogue
                .extension(transaction, extensionId)
                .filter(entry -> entry.developerId().equals(caller.organizationId())
                        || caller.may(ApiPermission.MARKETPLACE_MANAGE))
                .orElseThrow(() -> new NotFoundException("the organization publishes no extension " + extensionId));
    }
}
