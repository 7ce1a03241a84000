package org.archipel.sandbox.internal.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.archipel.api.connector.Connector;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.rest.RestResource;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.base.Wildcards;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.archipel.sandbox.internal.rule.Rule;

/** Components are the extension's own, offer extension points, take the context, and steer no whiteboard. */
final class ComponentCheck implements ContentCheck {
    private static final Rule XML =
            Rule.error("component.xml", "Let bnd write the component descriptions from annotations.");
    private static final Rule MISSING =
            Rule.error("component.missing", "Package every file that Service-Component lists.");
    private static final Rule CLASS = Rule.error("component.class", "A component is a class of the extension.");
    private static final Rule SERVICE = Rule.error(
            "component.service", "Offer extension points of org.archipel.api, or types of the extension's own.");
    private static final Rule REFERENCE =
            Rule.error("component.reference", "Take the ExtensionContext; it leads to all that the platform offers.");
    private static final Rule TARGET =
            Rule.error("component.target", "Choose among services by a filter with fewer levels.");
    private static final Rule PROPERTY = Rule.error(
            "component.property", "Remove the property: the platform registers contributions with its own properties.");
    private static final Rule CONFIGURATION = Rule.error(
            "component.configuration",
            "Take configuration from the ExtensionContext; name components by their classes.");
    private static final Rule CIRCLE = Rule.error(
            "component.circle",
            "Let no component refer to one that leads back to it: the component runtime would hand it over later, and not in a call.");
    private static final Rule TOO_MANY =
            Rule.error("component.too-many", "Offer fewer components; one can do several things.");
    private static final String HEADER = "Service-Component";
    private static final int MOST_FILES = 200;
    private static final int MOST_NAMED = 5;
    // The component runtime keeps each for as long as the extension is installed, and runs no code of the extension
    // meanwhile that could be stopped.
    private static final int MOST_PARTS = 10_000;
    private static final int MOST_OF_A_KIND = 500;
    private static final int MOST_RUN_BY_PLATFORM = 50;
    // Whether or not anybody uses them.
    private static final Set<String> RUN_BY_PLATFORM = Set.of(
            EventListener.class.getName(),
            ScheduledTask.class.getName(),
            HealthCheck.class.getName(),
            ConfigMigration.class.getName());

    private static final Set<String> EXTENSION_POINTS = Set.of(
            Connector.class.getName(),
            EventListener.class.getName(),
            ScheduledTask.class.getName(),
            HealthCheck.class.getName(),
            ConfigMigration.class.getName(),
            RestResource.class.getName(),
            TransformFunction.class.getName(),
            WebhookProcessor.class.getName(),
            WorkflowStep.class.getName());
    private static final Set<String> PROPERTIES = Set.of(
            EventListener.TOPICS,
            ScheduledTask.NAME,
            ScheduledTask.EVERY,
            TransformFunction.NAME,
            TransformFunction.DESCRIPTION,
            WebhookProcessor.CONNECTOR,
            WorkflowStep.TYPE,
            WorkflowStep.DESCRIPTION,
            WorkflowStep.CONFIG_SCHEMA);
    private static final List<String> STEERING = List.of(
            "osgi.", "org.osgi.", "service.", "component.", "archipel.", "org.apache.", "felix.", "sling.", "jaxrs.");

    @Override
    public void check(PackageContent content, Findings findings) throws IOException, BadArchiveException {
        List<String> files = files(content, findings);
        if (files.size() > MOST_FILES) {
            findings.add(XML, PackageContent.MANIFEST + "#" + HEADER, "more than " + MOST_FILES + " component files");
            return;
        }
        int parts = 0;
        List<ComponentXml> all = new ArrayList<>();
        Map<String, Integer> offered = new TreeMap<>();
        for (String file : files) {
            Optional<byte[]> bytes = content.smallFile(file);
            if (bytes.isEmpty()) {
                findings.add(MISSING, PackageContent.MANIFEST + "#" + HEADER, file + " is not in the package");
                continue;
            }
            try {
                List<ComponentXml> components = ComponentXml.parse(bytes.get());
                parts += components.stream().mapToInt(ComponentXml::parts).sum();
                if (parts > MOST_PARTS) {
                    findings.add(TOO_MANY, file, "more than " + MOST_PARTS + " components and parts of components");
                    return;
                }
                all.addAll(components);
                components.forEach(component -> {
                    check(component, file, content, findings);
                    Set.copyOf(component.provides()).forEach(type -> offered.merge(type, 1, Integer::sum));
                });
            } catch (XMLStreamException | RuntimeException e) {
                findings.add(XML, file, "the component description cannot be read");
            }
        }
        List<String> circle = ComponentCircle.of(all);
        if (!circle.isEmpty()) {
            findings.add(
                    CIRCLE,
                    PackageContent.MANIFEST + "#" + HEADER,
                    "the references of components lead in a circle: "
                            + circle.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")));
        }
        offered.forEach((type, count) -> checkCount(type, count, findings));
    }

    private static void checkCount(String type, int count, Findings findings) {
        int most = RUN_BY_PLATFORM.contains(type) ? MOST_RUN_BY_PLATFORM : MOST_OF_A_KIND;
        if (EXTENSION_POINTS.contains(type) && count > most) {
            findings.add(
                    TOO_MANY,
                    PackageContent.MANIFEST + "#" + HEADER,
                    count + " components offer " + type + ", of which there may be " + most);
        }
    }

    private static List<String> files(PackageContent content, Findings findings) {
        List<String> files = new ArrayList<>();
        // The component runtime takes a blank for the end of a path as well.
        String[] paths = content.manifest().find(HEADER).orElse("").split("[,\\s]+");
        if (paths.length > MOST_FILES) {
            return List.of(paths);
        }
        for (String file : paths) {
            if (file.contains("*")) {
                files.addAll(matching(file, content, findings));
            } else if (!file.isEmpty()) {
                files.add(file);
            }
        }
        return files;
    }

    // The component runtime finds files as well where the path begins with a slash, has two in a row or a backslash
    // before a character, none of which an entry's name has.
    private static List<String> matching(String pattern, PackageContent content, Findings findings) {
        String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        if (folder.contains("*") || !EntryName.plain(pattern)) {
            findings.add(
                    MISSING,
                    PackageContent.MANIFEST + "#" + HEADER,
                    pattern + " is no plain path with * in the name of the file");
            return List.of();
        }
        return content.entryNames().stream()
                .filter(name -> !name.endsWith("/")
                        && name.lastIndexOf('/') < folder.length()
                        && Wildcards.matches(pattern, name))
                .toList();
    }

    private static void check(ComponentXml component, String file, PackageContent content, Findings findings) {
        if (!content.ownClass(component.implementation())) {
            findings.add(CLASS, file, component.implementation() + " is no class of the package");
        }
        for (String type : component.provides()) {
            if (!EXTENSION_POINTS.contains(type) && !content.ownClass(type)) {
                findings.add(SERVICE, file, "the service " + type + " cannot be offered");
            }
        }
        for (String type : component.references()) {
            if (!type.equals(ExtensionContext.class.getName())
                    && !EXTENSION_POINTS.contains(type)
                    && !content.ownClass(type)) {
                findings.add(REFERENCE, file, "the service " + type + " cannot be reached");
            }
        }
        for (String property : component.properties()) {
            // To the framework, their names are the same in capitals.
            boolean steers = STEERING.stream().anyMatch(prefix -> AnyCase.startsWith(property, prefix));
            if (!PROPERTIES.contains(property) && steers) {
                findings.add(PROPERTY, file, "the property " + property + " is not allowed");
            }
        }
        if (component.targets().stream().anyMatch(FilterDepth::isTooDeep)) {
            findings.add(TARGET, file, "the target of a reference has more than " + FilterDepth.MOST + " levels");
        }
        checkConfiguration(component, file, content, findings);
    }

    // A configuration is found by name only: another bundle's name would hand over its settings.
    private static void checkConfiguration(
            ComponentXml component, String file, PackageContent content, Findings findings) {
        if (component.factory() || component.propertiesFile()) {
            findings.add(CONFIGURATION, file, "component factories and property files are not supported");
        }
        for (String pid : component.pids()) {
            boolean own = content.ownClass(pid)
                    || !content.extensionId().isEmpty() && (pid + ".").startsWith(content.extensionId() + ".");
            if (!own || PackageNames.ofPlatform(pid)) {
                findings.add(CONFIGURATION, file, "the configuration " + pid + " is not the extension's");
            }
        }
    }
}
