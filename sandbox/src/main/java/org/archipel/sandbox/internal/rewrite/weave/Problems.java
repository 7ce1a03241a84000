package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.internal.rule.Rule;

/**
 * Collects problems: each error once a method, each denied API once with the number of its uses, and those of an embedded library
 * in one line. Not thread-safe.
 */
final class Problems {
    private static final int MOST_NAMES = 12;

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Map<String, Denial> denials = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> libraries = new TreeMap<>();
    private final Map<Cost, Long> costs = new EnumMap<>(Cost.class);

    private record Denial(String location, int uses) {}

    void error(Rule rule, String location, String message) {
        errors.add(new Problem(rule, location, message));
    }

    /** A use that throws at run time. */
    void denied(Origin origin, String location, String api) {
        if (origin.embedded()) {
            libraries.computeIfAbsent(origin.place(), place -> new TreeMap<>()).merge(api, 1, Integer::sum);
        } else {
            denials.merge(api, new Denial(location, 1), (first, more) -> new Denial(first.location, first.uses + 1));
        }
    }

    /** Adds to what the package costs, and tells whether that is too much. */
    boolean isTooMuch(Cost cost, long more) {
        return costs.merge(cost, more, Long::sum) > cost.most();
    }

    boolean hasErrors() {
        return errors.stream().anyMatch(problem -> problem.rule().severity() == Severity.ERROR);
    }

    List<Problem> list() {
        List<Problem> all = new ArrayList<>(errors);
        denials.forEach((api, denial) -> all.add(new Problem(
                WeaveRules.DENIED,
                denial.location,
                api + " is denied at run time" + (denial.uses > 1 ? ", in " + denial.uses + " places" : ""))));
        libraries.forEach((place, apis) -> all.add(new Problem(WeaveRules.LIBRARY, place, summary(apis))));
        return all;
    }

    private static String summary(Map<String, Integer> apis) {
        String names = apis.keySet().stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = apis.size() - MOST_NAMES;
        return "denied at run time: " + names + (more > 0 ? " and " + more + " more" : "");
    }
}
