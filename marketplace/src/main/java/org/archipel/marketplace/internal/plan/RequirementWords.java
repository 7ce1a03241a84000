package org.archipel.marketplace.internal.plan;

import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Says a requirement so that a person understands it. */
final class RequirementWords {
    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");

    private RequirementWords() {}

    /** For example {@code package org.archipel.api.event, version 1.0 or later, below 2.0}. */
    static String say(Requirement requirement) {
        var filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        var namespace = requirement.getNamespace();
        var name = find(Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)"), filter);
        if (name.isEmpty()) {
            return filter.isEmpty() ? "capability " + namespace : "capability " + namespace + " with " + filter;
        }
        var kind = switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package ";
            case "osgi.wiring.bundle" -> "bundle ";
            case "osgi.ee" -> "execution environment ";
            case "osgi.extender" -> "extender ";
            default -> "capability " + namespace + " ";
        };
        return kind + name.get() + version(filter);
    }

    private static String version(String filter) {
        var below = find(BELOW, filter);
        var least = find(AT_LEAST, BELOW.matcher(filter).replaceAll(""));
        return least.map(version -> ", version " + version + " or later").orElse("")
                + below.map(version -> ", below " + version).orElse("");
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
