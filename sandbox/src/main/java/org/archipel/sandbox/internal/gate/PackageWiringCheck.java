package org.archipel.sandbox.internal.gate;

import java.util.Set;
import org.archipel.sandbox.internal.rule.ContractNamespaces;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.archipel.sandbox.internal.rule.Rule;

/** What the bundle imports, exports, provides and requires stays within the contract of extensions. */
final class PackageWiringCheck implements ContentCheck {
    private static final Rule IMPORT = Rule.error(
            "manifest.import",
            "Import java.*, org.archipel.api.*, Jackson, slf4j and javax.ws.rs only; embed other libraries, as docs/extensions/maven-plugin.md tells.");
    private static final Rule IMPORT_VERSION = Rule.warning(
            "manifest.import-version", "Import org.archipel.api packages with a version range, for example [1.0,2).");
    private static final Rule EXPORT =
            Rule.error("manifest.export", "Extensions share no packages; export none but the extension's own.");
    private static final Rule PROVIDE =
            Rule.error("manifest.provide-capability", "Provide archipel.extension, and osgi.service as bnd writes it.");
    private static final Rule REQUIRE = Rule.error(
            "manifest.require-capability",
            "Require osgi.ee, the component extender and services of the extension only.");

    @Override
    public void check(PackageContent content, Findings findings) {
        Set<String> exports = content.clauses("Export-Package").keySet();
        for (String name : exports) {
            if (PackageNames.reserved(name, content.extensionId()) || PackageNames.importable(name)) {
                findings.add(EXPORT, place("Export-Package"), "the package " + name + " belongs to the platform");
            }
        }
        for (HeaderClause clause : content.clauses("Import-Package").values()) {
            checkImport(clause, exports, findings);
        }
        for (HeaderClause clause : content.manifest().list("Provide-Capability")) {
            if (!ContractNamespaces.providable(clause.path())) {
                findings.add(
                        PROVIDE, place("Provide-Capability"), "the capability " + clause.path() + " is not allowed");
            }
        }
        for (HeaderClause clause : content.manifest().list("Require-Capability")) {
            checkRequirement(clause, findings);
        }
    }

    private static void checkImport(HeaderClause clause, Set<String> exports, Findings findings) {
        String name = clause.path();
        if (!PackageNames.importable(name) && !exports.contains(name)) {
            findings.add(IMPORT, place("Import-Package"), "the package " + name + " cannot be imported");
        } else if (name.startsWith("org.archipel.api") && !clause.attributes().containsKey("version")) {
            findings.add(IMPORT_VERSION, place("Import-Package"), name + " is imported without a version range");
        }
        if (clause.attributes().containsKey("bundle-symbolic-name")
                || clause.attributes().containsKey("bundle-version")) {
            findings.add(IMPORT, place("Import-Package"), name + " is asked of a certain bundle");
        }
    }

    private static void checkRequirement(HeaderClause clause, Findings findings) {
        String filter = clause.directives().getOrDefault("filter", "");
        boolean optional = "optional".equals(clause.directives().get("resolution"));
        if (!ContractNamespaces.requirable(clause.path(), filter, optional)) {
            findings.add(REQUIRE, place("Require-Capability"), "the requirement " + clause.path() + " is not allowed");
        }
        if (FilterDepth.isTooDeep(filter)) {
            findings.add(
                    REQUIRE,
                    place("Require-Capability"),
                    "the filter of " + clause.path() + " has more than " + FilterDepth.MOST + " levels");
        }
    }

    private static String place(String header) {
        return PackageContent.MANIFEST + "#" + header;
    }
}
