package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.gateway.internal.compatibility.Facts.Union;

/** The alternatives of a schema, and whether each document finds one: by one that takes them all, or case by case. */
final class Alternatives {
    private static final int MOST_CASES = 50;

    private final SchemaComparison comparison;
    private final Union union;

    Alternatives(SchemaComparison comparison, Union union) {
        this.comparison = comparison;
        this.union = union;
    }

    /** Whether each document is taken by one of the alternatives, and by that alone where there may be no other. */
    boolean take(Facts wide) {
        if (isTakenByOne(wide)) {
            return true;
        }
        List<Facts> cases = cases(wide);
        return cases.size() > 1 && cases.stream().allMatch(this::isTakenByOne);
    }

    private boolean isTakenByOne(Facts wide) {
        List<Schema> branches = union.branches();
        for (Schema branch : branches) {
            boolean alone = union.keyword().equals("anyOf")
                    || branches.stream()
                            .allMatch(other -> other == branch || comparison.areImpossible(wide.and(other)));
            if (alone && comparison.isTaken(wide, branch)) {
                return true;
            }
        }
        return false;
    }

    /** The same documents, told apart by their value where that is listed, and else by their kind; none if they are too many. */
    private static List<Facts> cases(Facts wide) {
        List<ObjectNode> apart = new ArrayList<>();
        if (wide.values().isPresent()) {
            wide.values()
                    .get()
                    .forEach(value ->
                            apart.add(JsonNodeFactory.instance.objectNode().set("const", value)));
        } else {
            // Fractions are numbers that may be whole: one case for both.
            wide.kinds().stream()
                    .map(Kind::type)
                    .filter(type -> !type.equals("integer") || !wide.kinds().contains(Kind.FRACTION))
                    .forEach(type ->
                            apart.add(JsonNodeFactory.instance.objectNode().put("type", type)));
        }
        return apart.size() > MOST_CASES
                ? List.of()
                : apart.stream().map(one -> wide.and(new Schema(one))).toList();
    }
}
