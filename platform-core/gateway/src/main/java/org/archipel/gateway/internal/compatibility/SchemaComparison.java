package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.archipel.gateway.internal.compatibility.Facts.Union;

/**
 * Compares two JSON Schemas (2020-12). A body that callers send may only be taken more widely, one that they get only be given more
 * narrowly. What is not said to break is proven not to; what cannot be proven is said, though it may be harmless. For one thread.
 */
final class SchemaComparison {
    private static final int MOST_CASES = 50;

    private final List<Change> changes;
    private final Direction direction;
    private final Effort effort;
    /**
     * What is being compared, with the depth in a document. Who asks again deeper in one will not be told otherwise: a document has an end.
     */
    private final Map<Question, Integer> asked;

    private int depth;

    /** Whether what some schemas take another takes too; told apart by the very schemas. */
    private record Question(Set<Schema.Place> wide, Schema.Place narrow) {
        static Question of(List<Schema> wide, Schema narrow) {
            return new Question(wide.stream().map(Schema::place).collect(Collectors.toSet()), narrow.place());
        }
    }

    private SchemaComparison(Direction direction, Effort effort, Map<Question, Integer> asked, int depth) {
        this.depth = depth;
        this.changes = new ArrayList<>();
        this.direction = direction;
        this.effort = effort;
        this.asked = asked;
    }

    /** @param before null for none, as after */
    static List<Change> ofRequest(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, Direction.REQUEST);
    }

    /** @param before null for none, as after */
    static List<Change> ofResponse(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, Direction.RESPONSE);
    }

    private static List<Change> of(JsonNode before, JsonNode after, String pointer, Direction direction) {
        SchemaComparison comparison = new SchemaComparison(direction, new Effort(), new HashMap<>(), 0);
        Schema one = schema(before);
        Schema other = schema(after);
        if (direction == Direction.REQUEST) {
            comparison.narrowed(new Facts(one.parts()), other, pointer);
        } else {
            // What callers get is narrowed by the present one, and may not be widened.
            comparison.narrowed(new Facts(other.parts()), one, pointer);
        }
        return comparison.changes.stream().distinct().toList();
    }

    private static Schema schema(JsonNode node) {
        return new Schema(node == null || node.isNull() ? MissingNode.getInstance() : node);
    }

    /** What the narrow schema refuses although the wide ones take it. */
    private void narrowed(Facts wide, Schema narrow, String pointer) {
        if (narrow.takesAll()) {
            return;
        }
        Question question = Question.of(wide.parts(), narrow);
        Integer before = asked.get(question);
        if (before != null && before < depth) {
            return;
        }
        if (before != null || !effort.spend()) {
            tell(pointer, "is too much to be compared");
            return;
        }
        asked.put(question, depth);
        try {
            if (areImpossible(wide)) {
                return;
            }
            List<Change> plain = tried(comparison -> comparison.direct(wide, narrow, pointer));
            if (!plain.isEmpty()) {
                // One alternative after the other is taken by more than all of them are as one.
                wide.union()
                        .ifPresentOrElse(union -> eachCase(wide, union, narrow, pointer), () -> changes.addAll(plain));
            }
        } finally {
            asked.remove(question);
        }
    }

    /** The same of a part of a document. */
    void narrowedBelow(Facts wide, Schema narrow, String pointer) {
        depth++;
        narrowed(wide, narrow, pointer);
        depth--;
    }

    private void eachCase(Facts wide, Union union, Schema narrow, String pointer) {
        for (Facts each : wide.cases(union)) {
            if (changes.size() < MOST_CASES) {
                narrowed(each, narrow, pointer);
            }
        }
    }

    /** Compares without a look at the alternatives of the wide ones. */
    private void direct(Facts wide, Schema narrow, String pointer) {
        narrow.parts().forEach(part -> new KeywordComparison(this, direction, wide, part, pointer).compare());
    }

    /** The changes that something tells, which are not told yet. */
    private List<Change> tried(Consumer<SchemaComparison> work) {
        SchemaComparison comparison = new SchemaComparison(direction, effort, asked, depth);
        work.accept(comparison);
        return comparison.changes;
    }

    /** Whether the narrow schema takes all that the wide ones take; nothing is told. */
    boolean isTaken(Facts wide, Schema narrow) {
        return tried(comparison -> comparison.narrowed(wide, narrow, "")).isEmpty();
    }

    /** Whether surely no document is like this, as far as the effort goes that is left. */
    boolean areImpossible(Facts facts) {
        return facts.areImpossible(effort);
    }

    void tell(String pointer, String message) {
        changes.add(new Change(true, pointer, message));
    }
}
