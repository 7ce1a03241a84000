package org.archipel.sandbox.internal.gate;

import java.util.List;
import org.archipel.sandbox.internal.rule.Rule;

/** Refuses a manifest header that no extension may carry. */
record ForbiddenHeader(String header, Rule rule, String message) implements ContentCheck {
    /** Headers that reach into other bundles, load unchecked code, or make a platform bundle act on the extension. */
    static List<ContentCheck> all() {
        return List.of(
                header(
                        "Fragment-Host",
                        "manifest.fragment-host",
                        "a fragment runs as part of another bundle",
                        "Build an ordinary bundle."),
                header(
                        "Require-Bundle",
                        "manifest.require-bundle",
                        "it wires to whole bundles of the platform",
                        "Import packages."),
                header(
                        "DynamicImport-Package",
                        "manifest.dynamic-import",
                        "imports are fixed at install",
                        "List packages in Import-Package."),
                header(
                        "Bundle-NativeCode",
                        "manifest.native-code",
                        "native code is outside of every check",
                        "Use Java code only."),
                header(
                        "Bundle-Activator",
                        "manifest.activator",
                        "an activator receives raw framework access",
                        "Use Declarative Services components; they receive an ExtensionContext."),
                header(
                        "ExtensionBundle-Activator",
                        "manifest.activator",
                        "an activator receives raw framework access",
                        "Use Declarative Services components; they receive an ExtensionContext."),
                header(
                        "Multi-Release",
                        "manifest.multi-release",
                        "the code would depend on the JDK",
                        "Package one version of each class."),
                header(
                        "SPI-Provider",
                        "manifest.service-loader",
                        "service loading crosses bundles",
                        "Contribute through the platform API."),
                header(
                        "SPI-Consumer",
                        "manifest.service-loader",
                        "service loading crosses bundles",
                        "Contribute through the platform API."),
                header(
                        "Meta-Persistence",
                        "manifest.extender",
                        "persistence units belong to the platform",
                        "Use the storage of the ExtensionContext."),
                header(
                        "Bundle-Blueprint",
                        "manifest.extender",
                        "only Declarative Services components are run",
                        "Use Declarative Services components."),
                header(
                        "Web-ContextPath",
                        "manifest.extender",
                        "web applications are not served",
                        "Contribute a RestResource."),
                header(
                        "Import-Service",
                        "manifest.extender",
                        "services are reached by components only",
                        "Remove the header."),
                header(
                        "Export-Service",
                        "manifest.extender",
                        "services are offered by components only",
                        "Remove the header."),
                header("Launcher-Agent-Class", "manifest.agent", "agents change other code", "Remove the header."),
                header(
                        "Archipel-Prepared",
                        "manifest.prepared",
                        "the platform writes it when it prepares a package",
                        "Submit the package as it was built."),
                header("Premain-Class", "manifest.agent", "agents change other code", "Remove the header."),
                header("Agent-Class", "manifest.agent", "agents change other code", "Remove the header."));
    }

    private static ContentCheck header(String header, String rule, String message, String advice) {
        return new ForbiddenHeader(header, Rule.error(rule, advice), message);
    }

    @Override
    public void check(PackageContent content, Findings findings) {
        if (content.manifest().find(header).isPresent()) {
            findings.add(rule, PackageContent.MANIFEST + "#" + header, header + " is not allowed: " + message);
        }
    }
}
