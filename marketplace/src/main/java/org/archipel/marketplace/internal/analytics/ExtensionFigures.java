package org.archipel.marketplace.internal.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.sandbox.ResourceUsage;

/**
 * An extension in figures, summed over all organizations.
 *
 * @param from the first day (UTC) of the days and of calls, errors and latency
 * @param downloads of all time, installs, upgrades and files
 * @param activeInstallations organizations in which it works now
 * @param versions the newest first
 */
public record ExtensionFigures(
        String extensionId, LocalDate from, long downloads, long activeInstallations, List<VersionFigures> versions) {
    public ExtensionFigures {
        versions = List.copyOf(versions);
    }

    /**
     * @param meanMillis the mean time of a call on the clock; absent without calls
     * @param stars the mean of its reviews; absent without reviews
     * @param days those on which something happened, the oldest first
     */
    public record VersionFigures(
            String version,
            long downloads,
            long activeInstallations,
            long calls,
            long errors,
            long timeouts,
            long stops,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double meanMillis,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double stars,
            long reviews,
            List<Day> days) {
        static VersionFigures of(
                String version, long downloads, long active, ResourceUsage used, List<Review> reviews, List<Day> days) {
            return new VersionFigures(
                    version,
                    downloads,
                    active,
                    used.calls(),
                    used.errors(),
                    used.timeouts(),
                    used.stops(),
                    mean(used),
                    mean(reviews.stream().map(Review::stars).toList()),
                    reviews.size(),
                    days);
        }
    }

    /** What happened on a day. */
    public record Day(
            LocalDate day,
            long downloads,
            long calls,
            long errors,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double meanMillis,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double stars,
            long reviews) {
        static Day of(LocalDate day, long downloads, ResourceUsage used, List<Integer> stars) {
            return new Day(day, downloads, used.calls(), used.errors(), mean(used), mean(stars), stars.size());
        }
    }

    private static Double mean(ResourceUsage used) {
        return used.calls() == 0 ? null : used.time().toNanos() / 1e6 / used.calls();
    }

    private static Double mean(List<Integer> stars) {
        return stars.isEmpty()
                ? null
                : stars.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
