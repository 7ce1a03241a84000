package org.archipel.marketplace.internal.scratch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.ExtensionVersion;

/**
 * What is to be tried.
 *
 * @param dependencies packages that have to be installed before, in that order; what the version before needs is among them
 * @param before the published version before this one
 * @param routes its routes, as {@code GET /path}
 * @param topics of events that it may listen to, without wildcards
 */
public record TrialOrder(
        Candidate candidate,
        List<Candidate> dependencies,
        Optional<Candidate> before,
        Set<String> routes,
        Set<String> topics) {
    public TrialOrder {
        dependencies = List.copyOf(dependencies);
        routes = Set.copyOf(routes);
        topics = Set.copyOf(topics);
    }

    public record Candidate(ExtensionVersion version, Path file) {
        String id() {
            return version.extensionId();
        }
    }

    /** Equal for trials that come out alike. */
    public String key() {
        return Stream.concat(Stream.of(candidate), Stream.concat(before.stream(), dependencies.stream()))
                .map(tried -> tried.version().packageHash())
                .collect(Collectors.joining(" "));
    }
}
