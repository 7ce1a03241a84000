package org.archipel.marketplace.internal.checks;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.sandbox.ExtensionDescriptor;
import org.objectweb.asm.ClassReader;
import org.osgi.framework.Constants;

/**
 * What others can come to rely on in an extension: public members of the packages that it exports, routes, functions, steps and
 * tasks that it contributes, connectors that it provides and events that it publishes. Each element is a line of text.
 *
 * @param routes as {@code GET /path}
 * @param topics examples of the topics that it listens to
 */
record ApiSurface(Set<String> elements, Set<String> routes, Set<String> topics) {
    static ApiSurface of(Path file, ExtensionDescriptor descriptor) {
        var elements = new TreeSet<String>();
        var routes = new TreeSet<String>();
        var topics = new TreeSet<String>();
        var exported = exportedPackages(file);
        PackageFiles.visit(file, (name, content) -> {
            if (name.endsWith(".class") && !name.contains("!/") && !name.endsWith("-info.class")) {
                var reader = new ClassReader(content);
                if (exported.contains(packageOf(name))) {
                    reader.accept(new PublicMembers(elements), ClassReader.SKIP_CODE);
                }
                reader.accept(new RestRoutes(routes), ClassReader.SKIP_CODE);
            } else if (name.matches("OSGI-INF/[^/]+\\.xml")) {
                var component = new ComponentContributions(content);
                elements.addAll(component.named());
                component.topics().forEach(topic -> topics.add(example(topic)));
            }
        });
        routes.forEach(route -> elements.add("route " + route));
        for (PermissionRequest request : descriptor.permissions()) {
            declared(request.permission(), "connector", "provide", "connector", elements);
            declared(request.permission(), "events", "publish", "event", elements);
            // Whoever listens to all hears only what is granted.
            var heard = new TreeSet<String>();
            declared(request.permission(), "events", "subscribe", "", heard);
            heard.forEach(topic -> topics.add(example(topic.strip())));
        }
        return new ApiSurface(elements, routes, topics);
    }

    private static String example(String glob) {
        return glob.replaceAll("\\*+", "trial");
    }

    /** What the other surface has and this one does not. */
    Set<String> lacking(ApiSurface other) {
        var lacking = new TreeSet<>(other.elements);
        lacking.removeAll(elements);
        return lacking;
    }

    private static void declared(
            Permission permission, String resource, String action, String word, Set<String> elements) {
        if (permission.resource().equals(resource) && permission.actions().contains(action)) {
            permission
                    .conditions()
                    .forEach(condition -> condition.values().forEach(value -> elements.add(word + " " + value)));
        }
    }

    private static Set<String> exportedPackages(Path file) {
        var header = PackageFiles.headers(file).getOrDefault(Constants.EXPORT_PACKAGE, "");
        var packages = new TreeSet<String>();
        // Commas in quotes belong to ranges and lists of directives.
        for (var clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            for (var part : clause.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                if (!part.contains("=") && !part.isBlank()) {
                    packages.add(part.strip());
                }
            }
        }
        return packages;
    }

    private static String packageOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
    }
}
