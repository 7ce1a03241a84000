package org.archipel.sandbox.internal.gate;

import java.util.List;
import java.util.Set;
import org.archipel.sandbox.internal.rule.Rule;
import org.osgi.framework.Version;

/** The bundle is one of OSGi R4 or newer, and its name, version and capability are those of the descriptor. */
final class BundleIdentityCheck implements ContentCheck {
    private static final String ADVICE = "Let the SDK write manifest and descriptor from one source.";
    private static final Rule MANIFEST_VERSION =
            Rule.error("manifest.bundle-version-2", "Set Bundle-ManifestVersion: 2.");
    private static final Rule NAME = Rule.error("manifest.symbolic-name", ADVICE);
    private static final Rule VERSION = Rule.error("manifest.version", ADVICE);
    private static final Rule CAPABILITY = Rule.error("manifest.capability", ADVICE);
    private static final String NAMESPACE = "archipel.extension";

    @Override
    public void check(PackageContent content, Findings findings) {
        ManifestHeaders manifest = content.manifest();
        if (!manifest.find("Bundle-ManifestVersion").orElse("").equals("2")) {
            findings.add(MANIFEST_VERSION, place("Bundle-ManifestVersion"), "the bundle manifest version is not 2");
        }
        String id = content.extensionId();
        String version = content.descriptor()
                .map(json -> json.path("version").asText(""))
                .orElse("");
        checkName(manifest, id, findings);
        if (!sameVersion(manifest.find("Bundle-Version").orElse("0.0.0"), version)) {
            findings.add(VERSION, place("Bundle-Version"), "Bundle-Version differs from the descriptor's version");
        }
        checkCapability(manifest, id, version, findings);
    }

    private static void checkName(ManifestHeaders manifest, String id, Findings findings) {
        List<HeaderClause> name = manifest.list("Bundle-SymbolicName");
        if (name.size() != 1 || !name.get(0).path().equals(id)) {
            findings.add(NAME, place("Bundle-SymbolicName"), "Bundle-SymbolicName differs from the descriptor's id");
        } else if (!Set.of("singleton").containsAll(name.get(0).directives().keySet())
                || "true".equals(name.get(0).directives().get("singleton"))) {
            // Each installation has a bundle of its own, and a singleton would let only one of them resolve.
            findings.add(NAME, place("Bundle-SymbolicName"), "an extension is no singleton and hosts no fragments");
        }
    }

    private static void checkCapability(ManifestHeaders manifest, String id, String version, Findings findings) {
        List<HeaderClause> capabilities = manifest.list("Provide-Capability").stream()
                .filter(clause -> clause.path().equals(NAMESPACE))
                .toList();
        if (capabilities.size() != 1) {
            findings.add(CAPABILITY, place("Provide-Capability"), "the capability " + NAMESPACE + " is needed once");
            return;
        }
        var attributes = capabilities.get(0).attributes();
        if (!id.equals(attributes.get("id")) || !sameVersion(attributes.getOrDefault("version", ""), version)) {
            findings.add(
                    CAPABILITY,
                    place("Provide-Capability"),
                    "id or version of the capability " + NAMESPACE + " differ from the descriptor");
        }
    }

    private static boolean sameVersion(String one, String other) {
        try {
            return new Version(one).equals(new Version(other));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String place(String header) {
        return PackageContent.MANIFEST + "#" + header;
    }
}
