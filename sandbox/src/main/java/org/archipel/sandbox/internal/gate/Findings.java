package org.archipel.sandbox.internal.gate;

import java.util.ArrayList;
import java.util.List;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.internal.rule.Rule;

/** Collects findings, no more than a person would read. Not thread-safe. */
final class Findings {
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 500;
    private static final Rule TOO_MANY = Rule.error("gate.too-many-findings", "Repair what is listed and try again.");

    private final List<Finding> list = new ArrayList<>();
    private boolean errors;

    void add(Rule rule, String location, String message) {
        errors |= rule.severity() == Severity.ERROR;
        if (list.size() < MOST) {
            list.add(finding(rule, location, message));
        } else if (list.size() == MOST) {
            list.add(finding(TOO_MANY, "", "there are more findings than are listed"));
        }
    }

    private static Finding finding(Rule rule, String location, String message) {
        return new Finding(rule.id(), rule.severity(), printable(location), printable(message), rule.advice());
    }

    // Names in a hostile package may hold terminal escapes, line ends and direction marks.
    static String printable(String text) {
        String shortened = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        return shortened.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]", "\uFFFD");
    }

    boolean hasErrors() {
        return errors;
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
