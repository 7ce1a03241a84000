package org.archipel.rest.internal.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What parameters mean: as the code says, or by their name and their place in the path, where these say it. */
final class ParameterTexts {
    private static final Map<String, String> BY_NAME = Map.of(
            "wait", "Seconds to wait for the end of the work, at most 60; without it the answer comes at once",
            "dryRun", "Whether to tell what would be done, and to do nothing",
            "entity", "Name of the kind of records, such as contact",
            "version", "Version of the extension, such as 1.4.0",
            "slot", "Place in the console, such as dashboard");

    private ParameterTexts() {}

    /** Empty if nothing says it. */
    static Optional<String> of(Route route, NamedParameter parameter) {
        return parameter
                .summary()
                .or(() -> Optional.ofNullable(BY_NAME.get(parameter.name())))
                .or(() -> parameter.is("path") ? ofPath(route, parameter.name()) : Optional.empty());
    }

    /** {@code /api/webhook-endpoints/{id}}: Id of the webhook endpoint. {@code {reviewId}}: Id of the review. */
    private static Optional<String> ofPath(Route route, String name) {
        if (name.endsWith("Id")) {
            return Optional.of(
                    "Id of the " + name.substring(0, name.length() - 2).toLowerCase(Locale.ROOT));
        }
        return nounBefore(route.path(), "/{" + name + "}").flatMap(noun -> switch (name) {
            case "id" -> Optional.of("Id of the " + noun);
            case "name" -> Optional.of("Name of the " + noun);
            default -> name.equals(noun) ? Optional.of("Id of the " + noun) : Optional.<String>empty();
        });
    }

    /** What the segment before is the plural of; empty if it is none. */
    private static Optional<String> nounBefore(String path, String segment) {
        String before = path.substring(0, Math.max(0, path.indexOf(segment)));
        String nouns = before.substring(before.lastIndexOf('/') + 1);
        return nouns.endsWith("s")
                ? Optional.of(nouns.replaceFirst("ies$", "ys")
                        .replaceFirst("s$", "")
                        .replace('-', ' ')
                        .replace("api", "API"))
                : Optional.empty();
    }
}
