package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A query: where it starts and the segments that follow.
 *
 * @param absolute whether it starts at the document ({@code $}) rather than at the current node ({@code @})
 */
record Query(boolean absolute, List<Segment> segments) {
    Query {
        segments = List.copyOf(segments);
    }

    boolean singular() {
        return segments.stream().allMatch(Segment::singular);
    }

    /**
     * One step of a query.
     *
     * @param descendant whether the selectors apply to all descendants too ({@code ..})
     */
    record Segment(boolean descendant, List<Selector> selectors) {
        Segment {
            selectors = List.copyOf(selectors);
        }

        boolean singular() {
            return !descendant
                    && selectors.size() == 1
                    && (selectors.get(0) instanceof Selector.Name || selectors.get(0) instanceof Selector.Index);
        }
    }

    /** What a segment selects among the children of a node. */
    sealed interface Selector {
        record Name(String name) implements Selector {}

        record Wildcard() implements Selector {}

        record Index(long index) implements Selector {}

        /** Bounds that were left out are null. */
        record Slice(Long start, Long end, long step) implements Selector {}

        record Filter(Condition condition) implements Selector {}
    }

    /** A logical expression of a filter. */
    sealed interface Condition {
        record Or(List<Condition> parts) implements Condition {}

        record And(List<Condition> parts) implements Condition {}

        record Not(Condition part) implements Condition {}

        record Exists(Query query) implements Condition {}

        record Holds(Operand.Call call) implements Condition {}

        record Comparison(Operand left, Operator operator, Operand right) implements Condition {}
    }

    /** A comparison operator. */
    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    /** What a comparison compares and a function takes. */
    sealed interface Operand {
        record Literal(JsonNode value) implements Operand {}

        record Nodes(Query query) implements Operand {}

        record Call(Function function, List<Operand> arguments) implements Operand {}
    }

    /** The functions of the RFC (section 2.4). */
    enum Function {
        LENGTH(1, false, false),
        COUNT(1, true, false),
        MATCH(2, false, true),
        SEARCH(2, false, true),
        VALUE(1, true, false);

        final int arity;
        /** Whether it takes node lists rather than values. */
        final boolean takesNodes;
        /** Whether it gives a truth value rather than a JSON value. */
        final boolean logical;

        Function(int arity, boolean takesNodes, boolean logical) {
            this.arity = arity;
            this.takesNodes = takesNodes;
            this.logical = logical;
        }
    }
}
