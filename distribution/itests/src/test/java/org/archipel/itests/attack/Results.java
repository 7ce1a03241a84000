package org.archipel.itests.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.archipel.attacks.AttackCase;
import org.example.attacks.Verdict;

/** What was seen of each case on each configuration, as a table in Markdown. */
final class Results {
    private final List<AttackCase> cases;
    private final Map<String, Map<String, Outcome>> byWalls = new LinkedHashMap<>();

    Results(List<AttackCase> cases) {
        this.cases = cases;
    }

    void add(Walls walls, AttackCase attack, Outcome outcome) {
        byWalls.computeIfAbsent(walls.name(), name -> new LinkedHashMap<>()).put(attack.label(), outcome);
    }

    String table() {
        StringBuilder text = new StringBuilder("| case | attack | expected |");
        byWalls.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n| --- | --- | --- |")
                .append(" --- |".repeat(byWalls.size()))
                .append('\n');
        cases.forEach(attack -> text.append(row(attack)).append('\n'));
        return text.toString();
    }

    private String row(AttackCase attack) {
        String expected = attack.expected().stream().map(Verdict::name).collect(Collectors.joining(" or "));
        String seen = byWalls.values().stream()
                .map(outcomes -> cell(attack, outcomes.get(attack.label())))
                .collect(Collectors.joining(" | "));
        return "| " + attack.label().replaceFirst("^0+", "") + " | "
                + attack.title().replace("|", "\\|") + " | " + expected + " | " + seen + " |";
    }

    private static String cell(AttackCase attack, Outcome outcome) {
        if (outcome == null) {
            return "not run";
        }
        return outcome.right(attack) ? outcome.word() : "**" + outcome.word() + "**";
    }

    /** Cases, by configuration and verdict. */
    String counts() {
        return byWalls.entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": "
                        + entry.getValue().values().stream()
                                .collect(Collectors.groupingBy(Outcome::word, TreeMap::new, Collectors.counting())))
                .collect(Collectors.joining("\n"));
    }
}
