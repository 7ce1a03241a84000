package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.archipel.sandbox.BoundedExpression;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.archipel.sandbox.internal.rule.Rule;
import org.osgi.framework.VersionRange;

/** What the schema of descriptors cannot say: the platform range, the configuration's schema, files and reserved ids. */
final class DescriptorMeaningCheck implements ContentCheck {
    private static final Rule RANGE =
            Rule.error("descriptor.platform-range", "Write an OSGi version range such as [1.0,2).");
    private static final Rule RESERVED =
            Rule.error("descriptor.reserved-id", "Choose an id below a domain of your own.");
    private static final Rule CONFIG_SCHEMA = Rule.error("descriptor.config-schema", "Write a JSON Schema 2020-12.");
    private static final Rule REFERENCE = Rule.error(
            "descriptor.config-schema-reference", "Put shared parts into $defs and refer to them by #/$defs/name.");
    private static final Rule FILE =
            Rule.error("descriptor.file", "Package the file or remove it from the descriptor.");
    private static final Rule PANEL = Rule.error("descriptor.panel-name", "Give each panel a name of its own.");
    private static final Rule TEXT = Rule.error(
            "descriptor.text",
            "Write texts without control characters, and without those that hide or turn the direction of what stands around them.");
    // Of the format characters the joiners are needed by scripts and emoji.
    private static final Pattern HIDING_IN_LINE =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]|[\\p{Cf}&&[^\\u200C\\u200D]]");
    private static final Pattern HIDING_IN_TEXT = Pattern.compile(
            "[\\p{Cc}&&[^\\t\\n\\r]]|[\\p{Co}\\p{Cs}]|[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFFF9-\\uFFFB]");
    private static final List<String> LINES = List.of("name", "publisher");
    private static final List<String> TEXTS = List.of("description", "documentation", "changelog");
    private static final int LONGEST_PATTERN = 500;

    private final Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    @Override
    public void check(PackageContent content, Findings findings) {
        content.descriptor().ifPresent(descriptor -> check(descriptor, content, findings));
    }

    private void check(ObjectNode descriptor, PackageContent content, Findings findings) {
        if (PackageNames.platform(content.extensionId())) {
            findings.add(RESERVED, place("/id"), "the id belongs to the platform");
        }
        if (descriptor.hasNonNull("platformRange")
                && !range(descriptor.get("platformRange").asText())) {
            findings.add(RANGE, place("/platformRange"), "this is no version range");
        }
        if (descriptor.path("configSchema") instanceof ObjectNode schema) {
            checkConfigSchema(schema, findings);
        }
        checkTexts(descriptor, findings);
        checkFile(descriptor.path("icon"), "/icon", content, findings);
        for (int i = 0; i < descriptor.path("screenshots").size(); i++) {
            checkFile(descriptor.path("screenshots").get(i), "/screenshots/" + i, content, findings);
        }
        checkPanels(descriptor.path("panels"), content, findings);
    }

    /** People decide by these texts: what they see has to be what is written. */
    private static void checkTexts(ObjectNode descriptor, Findings findings) {
        LINES.forEach(name -> checkText(descriptor.path(name), HIDING_IN_LINE, "/" + name, findings));
        TEXTS.forEach(name -> checkText(descriptor.path(name), HIDING_IN_TEXT, "/" + name, findings));
        for (int i = 0; i < descriptor.path("permissions").size(); i++) {
            JsonNode reason = descriptor.path("permissions").get(i).path("reason");
            checkText(reason, HIDING_IN_TEXT, "/permissions/" + i + "/reason", findings);
        }
        for (int i = 0; i < descriptor.path("panels").size(); i++) {
            JsonNode title = descriptor.path("panels").get(i).path("title");
            checkText(title, HIDING_IN_LINE, "/panels/" + i + "/title", findings);
        }
    }

    private static void checkText(JsonNode text, Pattern hiding, String pointer, Findings findings) {
        Matcher matcher = hiding.matcher(text.asText(""));
        if (matcher.find()) {
            findings.add(
                    TEXT,
                    place(pointer),
                    String.format(
                            "the character U+%04X is not allowed here",
                            matcher.group().codePointAt(0)));
        }
    }

    private static void checkPanels(JsonNode panels, PackageContent content, Findings findings) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < panels.size(); i++) {
            checkFile(panels.get(i).path("entry"), "/panels/" + i + "/entry", content, findings);
            if (!names.add(panels.get(i).path("name").asText())) {
                findings.add(PANEL, place("/panels/" + i + "/name"), "another panel has this name");
            }
        }
    }

    private void checkConfigSchema(ObjectNode schema, Findings findings) {
        for (Error error : metaSchema.validate(schema)) {
            findings.add(CONFIG_SCHEMA, place("/configSchema" + error.getInstanceLocation()), error.getMessage());
        }
        checkReferences(schema, "/configSchema", findings);
        SchemaShape.problem(schema).ifPresent(problem -> findings.add(REFERENCE, place("/configSchema"), problem));
    }

    private static void checkReferences(JsonNode node, String pointer, Findings findings) {
        for (var field : node.properties()) {
            String place = pointer + "/" + field.getKey();
            switch (field.getKey()) {
                case "$ref", "$dynamicRef" -> {
                    if (!field.getValue().asText("#").startsWith("#")) {
                        findings.add(REFERENCE, place(place), "the reference leaves the schema");
                    }
                }
                case "$schema" -> {
                    if (!field.getValue().asText().equals(SpecificationVersion.DRAFT_2020_12.getDialectId())) {
                        findings.add(CONFIG_SCHEMA, place(place), "the schema is not one of draft 2020-12");
                    }
                }
                case "pattern" -> {
                    if (field.getValue().isTextual()
                            && !regular(field.getValue().asText())) {
                        findings.add(CONFIG_SCHEMA, place(place), "the pattern cannot be compiled");
                    }
                }
                default -> {
                    // Other keywords lead nowhere.
                }
            }
            checkReferences(field.getValue(), place, findings);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkReferences(node.get(i), pointer + "/" + i, findings);
        }
    }

    private static boolean regular(String pattern) {
        try {
            BoundedExpression.of(pattern);
            return pattern.length() <= LONGEST_PATTERN;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void checkFile(JsonNode path, String pointer, PackageContent content, Findings findings) {
        if (path.isTextual() && !content.has(path.asText())) {
            findings.add(FILE, place(pointer), path.asText() + " is not in the package");
        }
    }

    private static boolean range(String text) {
        try {
            return !VersionRange.valueOf(text).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String place(String pointer) {
        return PackageContent.DESCRIPTOR + "#" + pointer;
    }
}
