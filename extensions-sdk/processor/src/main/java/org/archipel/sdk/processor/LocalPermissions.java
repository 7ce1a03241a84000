package org.archipel.sdk.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.archipel.sdk.NeedsPermission;

/**
 * The bundle's local permissions (OSGi Core, section 50.3): an upper bound that the framework enforces where the JVM has a security
 * manager, over what the platform grants it. An extension reaches everything through platform services, so none of them is for files,
 * sockets or processes, but for the use of those services that it asks for; conditions and reasons stand beside them as comments.
 */
final class LocalPermissions {
    private static final List<String> EVERY_EXTENSION = List.of(
            "(org.osgi.framework.PackagePermission \"*\" \"import\")",
            "(org.osgi.framework.CapabilityPermission \"*\" \"require,provide\")",
            "(org.osgi.framework.ServicePermission \"*\" \"get,register\")");

    private LocalPermissions() {}

    static String of(Collection<NeedsPermission> needs) {
        List<String> lines = new ArrayList<>();
        needs.forEach(need -> lines.add("# " + describe(need)));
        lines.addAll(EVERY_EXTENSION);
        // At whatever location the package will be installed.
        needs.stream()
                .map(NeedsPermission::resource)
                .distinct()
                .sorted()
                .forEach(resource -> lines.add("(org.archipel.guard.ServiceUse \"" + resource + ".*\" \"\")"));
        return String.join("\n", lines) + "\n";
    }

    private static String describe(NeedsPermission need) {
        String conditions = Arrays.stream(need.conditions())
                .map(condition -> " " + condition.type() + "=" + String.join(",", condition.values()))
                .collect(Collectors.joining());
        String optional = need.required() ? "" : " (optional)";
        String reason = need.reason().replaceAll("\\s+", " ");
        return need.resource() + " " + String.join(",", need.actions()) + conditions + optional + ": " + reason;
    }
}
