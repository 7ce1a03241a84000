package org.archipel.sandbox.internal.gate;

import java.util.List;
import java.util.Map;
import org.archipel.sandbox.internal.rule.Rule;

/** Headers that decide what a bundle reaches can be read, and hold no {@code extension:=} directive. */
final class ManifestSyntaxCheck implements ContentCheck {
    private static final Rule MALFORMED = Rule.error("manifest.malformed-header", "Let bnd write the manifest.");
    private static final Rule FRAMEWORK_EXTENSION = Rule.error(
            "manifest.framework-extension", "An extension never becomes part of the framework; remove the directive.");
    // The framework compares each requirement with each capability.
    private static final int MOST_CLAUSES = 1_000;
    private static final List<String> STRUCTURED = List.of(
            "Bundle-SymbolicName",
            "Import-Package",
            "Export-Package",
            "Provide-Capability",
            "Require-Capability",
            "Bundle-ClassPath");

    @Override
    public void check(PackageContent content, Findings findings) {
        for (Map.Entry<String, String> header : content.manifest().all().entrySet()) {
            if (AnyCase.contains(header.getValue().replace(" ", ""), "extension:=")) {
                findings.add(FRAMEWORK_EXTENSION, place(header.getKey()), "extension:= is not allowed");
            }
        }
        for (String name : STRUCTURED) {
            content.manifest()
                    .find(name)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> parse(name, value, findings));
        }
    }

    private static void parse(String name, String value, Findings findings) {
        try {
            List<HeaderClause> clauses = HeaderParser.parse(value);
            if (clauses.size() > MOST_CLAUSES) {
                findings.add(MALFORMED, place(name), name + " has more than " + MOST_CLAUSES + " clauses");
            }
            // The framework takes all between two commas of it for a path.
            if (name.equals("Bundle-ClassPath") && !clauses.stream().allMatch(HeaderClause::bare)) {
                findings.add(MALFORMED, place(name), "a path of " + name + " has parameters");
            }
        } catch (IllegalArgumentException e) {
            findings.add(MALFORMED, place(name), name + " cannot be read: " + e.getMessage());
        }
    }

    private static String place(String header) {
        return PackageContent.MANIFEST + "#" + header;
    }
}
