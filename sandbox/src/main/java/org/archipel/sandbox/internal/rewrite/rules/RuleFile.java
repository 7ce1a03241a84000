package org.archipel.sandbox.internal.rewrite.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a file of rules. A line is a target, a verdict and a reason:
 *
 * <pre>
 * # a comment
 * java.util.ArrayList                safe            lists
 * java.util.ArrayList#&lt;init&gt;(int)    size            room for as many elements
 * java.util.regex.Pattern#matcher    guard Regex     backtracking without end
 * java.util.**#hashCode()            weigh all       of every safe type of these packages
 * java.net.*                         deny            the network is reached through the HTTP client
 * extends java.util.AbstractList     safe            lists of one's own
 * </pre>
 */
final class RuleFile {
    private static final String EXTENDS = "extends ";

    private final Map<String, Verdict> uses;
    private final Map<String, Verdict> extensions;

    /**
     * @param uses receives rules on types and members
     * @param extensions receives rules on extending types
     */
    RuleFile(Map<String, Verdict> uses, Map<String, Verdict> extensions) {
        this.uses = uses;
        this.extensions = extensions;
    }

    /** @param name of the file, for messages */
    void read(String name, List<String> lines) {
        int number = 0;
        for (String line : lines) {
            number++;
            String rule = line.strip();
            if (!rule.isEmpty() && !rule.startsWith("#")) {
                add(name + ":" + number, rule);
            }
        }
    }

    private void add(String place, String rule) {
        boolean extending = rule.startsWith(EXTENDS);
        String[] parts = (extending ? rule.substring(EXTENDS.length()).strip() : rule).split("\\s+", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(place + ": a rule has a target, a verdict and a reason");
        }
        Verdict verdict = verdict(place, parts[1], parts[2].strip());
        if ((extending ? extensions : uses).putIfAbsent(parts[0], verdict) != null) {
            throw new IllegalArgumentException(place + ": there is a rule on " + parts[0] + " already");
        }
    }

    private static Verdict verdict(String place, String kind, String rest) {
        return switch (kind) {
            case "safe" -> new Verdict.Safe(rest);
            case "size" -> new Verdict.Sized(rest);
            case "deny" -> new Verdict.Denied(rest);
            case "refuse" -> new Verdict.Refused(rest);
            case "guard" -> new Verdict.Guarded(first(place, rest), after(rest));
            case "wrap" -> new Verdict.Wrapped(first(place, rest), after(rest));
            case "weigh" -> new Verdict.Weighed(what(place, first(place, rest)), after(rest));
            case "seal" -> new Verdict.Sealed(first(place, rest), after(rest));
            case "replace" -> new Verdict.Replaced(first(place, rest), after(rest));
            case "read" -> new Verdict.ReadOnly(rest);
            default -> throw new IllegalArgumentException(place + ": unknown verdict " + kind);
        };
    }

    private static Verdict.Weighed.What what(String place, String word) {
        for (Verdict.Weighed.What what : Verdict.Weighed.What.values()) {
            if (what.name().toLowerCase(Locale.ROOT).equals(word)) {
                return what;
            }
        }
        throw new IllegalArgumentException(place + ": nothing is weighed as " + word);
    }

    private static String first(String place, String rest) {
        if (rest.indexOf(' ') < 0) {
            throw new IllegalArgumentException(place + ": a guard is followed by a reason");
        }
        return rest.substring(0, rest.indexOf(' '));
    }

    private static String after(String rest) {
        return rest.substring(rest.indexOf(' ') + 1).strip();
    }
}
