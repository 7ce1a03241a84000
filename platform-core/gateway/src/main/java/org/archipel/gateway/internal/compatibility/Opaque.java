package org.archipel.gateway.internal.compatibility;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keywords of which nothing is known but whether they are the same. */
final class Opaque {
    /** Those that belong together, the one first without which the others say nothing; with the kinds of values that they are about. */
    private static final Map<List<String>, Set<Kind>> KEYWORDS = Map.ofEntries(
            Map.entry(List.of("pattern"), Set.of(Kind.STRING)),
            Map.entry(List.of("format"), Set.of(Kind.STRING)),
            Map.entry(List.of("multipleOf"), Kind.NUMBERS),
            Map.entry(List.of("contains", "minContains", "maxContains"), Set.of(Kind.ARRAY)),
            Map.entry(List.of("propertyNames"), Set.of(Kind.OBJECT)),
            Map.entry(List.of("dependentRequired"), Set.of(Kind.OBJECT)),
            Map.entry(List.of("dependentSchemas"), Set.of(Kind.OBJECT)),
            Map.entry(List.of("dependencies"), Set.of(Kind.OBJECT)),
            Map.entry(List.of("if", "then", "else"), Kind.all()));

    private static final List<String> UNEVALUATED = List.of("unevaluatedProperties", "unevaluatedItems");

    private Opaque() {}

    /** The keywords of a schema that what is wider does not have. */
    static List<String> unproven(Facts wide, Schema part) {
        List<String> unproven = new ArrayList<>();
        KEYWORDS.forEach((keywords, kinds) -> {
            if (part.has(keywords.get(0)) && wide.mayBe(kinds) && !isSame(wide, part, keywords)) {
                unproven.add(keywords.get(0));
            }
        });
        boolean unique = part.get("uniqueItems").asBoolean() && wide.kinds().contains(Kind.ARRAY);
        if (unique && !isSame(wide, part, List.of("uniqueItems"))) {
            unproven.add("uniqueItems");
        }
        if (part.isUnknown() && !isSame(wide, part, List.of("$ref", "$dynamicRef"))) {
            unproven.add("$ref");
        }
        for (String keyword : UNEVALUATED) {
            // What they leave to be looked at depends on all that stands beside them.
            boolean same = wide.parts().stream()
                    .anyMatch(other -> other.has(keyword) && part.saysTheSame(other, keywordsOf(part, other)));
            if (part.has(keyword) && !same) {
                unproven.add(keyword);
            }
        }
        return unproven.stream().sorted().toList();
    }

    /** Whether one of the wider schemas surely says the same by some keywords. */
    static boolean isSame(Facts wide, Schema part, List<String> keywords) {
        return wide.parts().stream().anyMatch(other -> part.saysTheSame(other, keywords));
    }

    private static List<String> keywordsOf(Schema one, Schema other) {
        Set<String> names = new HashSet<>();
        one.node().fieldNames().forEachRemaining(names::add);
        other.node().fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
