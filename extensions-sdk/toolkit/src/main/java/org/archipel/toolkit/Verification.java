package org.archipel.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.internal.gate.Gate;
import org.archipel.sandbox.internal.permission.Vocabulary;

/** What the platform will say of a package: its gate and its rewriting, run here. */
public final class Verification {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Gate GATE = new Gate(new Vocabulary());

    private final Path file;
    private final GateReport report;

    private Verification(Path file, GateReport report) {
        this.file = file;
        this.report = report;
    }

    public static Verification of(Path file) {
        return new Verification(file, GATE.inspect(file));
    }

    /** Whether the platform takes the package. */
    public boolean accepted() {
        return report.accepted();
    }

    public GateReport report() {
        return report;
    }

    /** For people: each finding with its place, its rule, and what to do about it. */
    public String text() {
        List<String> lines = new ArrayList<>();
        long errors = count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        String outcome = accepted() ? "accepted" : "refused";
        lines.add(file.getFileName() + ": " + outcome + " (" + number(errors, "error") + ", "
                + number(warnings, "warning") + ")");
        for (Finding finding : report.findings()) {
            lines.add("");
            lines.add("  " + finding.severity() + " " + finding.rule()
                    + (finding.location().isEmpty() ? "" : "  at " + Place.of(finding.location())));
            lines.add("    " + finding.message());
            lines.add("    -> " + finding.advice());
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** For tools: the same with class, member and line apart. */
    public ObjectNode json() {
        ObjectNode json = JSON.createObjectNode()
                .put("file", file.getFileName().toString())
                .put("sha256", report.sha256())
                .put("size", report.size())
                .put("accepted", accepted());
        report.descriptor()
                .ifPresent(descriptor -> json.put("extension", descriptor.id()).put("version", descriptor.version()));
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.add(json(finding));
        }
        return json;
    }

    private static JsonNode json(Finding finding) {
        Place place = Place.of(finding.location());
        ObjectNode json = JSON.createObjectNode()
                .put("severity", finding.severity().name())
                .put("rule", finding.rule())
                .put("location", finding.location());
        place.type().ifPresent(type -> json.put("class", type));
        place.member().ifPresent(member -> json.put("member", member));
        place.line().ifPresent(line -> json.put("line", line));
        return json.put("message", finding.message()).put("advice", finding.advice());
    }

    private long count(Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
