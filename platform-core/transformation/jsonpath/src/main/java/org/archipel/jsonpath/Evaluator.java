package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.archipel.jsonpath.Query.Segment;
import org.archipel.jsonpath.Query.Selector;

/**
 * Runs queries over one document. Counts the nodes that it visits, so that a costly expression ends with an error and not with a
 * busy processor.
 */
final class Evaluator {
    private static final int MOST_VISITS = 20_000_000;
    private static final int MOST_SELECTED = 1_000_000;

    private final JsonNode document;
    private final FilterEvaluator filters = new FilterEvaluator(this);
    private int visits;

    Evaluator(JsonNode document) {
        this.document = document;
    }

    List<JsonNode> select(Query query, JsonNode current) {
        List<JsonNode> nodes = List.of(query.absolute() ? document : current);
        for (Segment segment : query.segments()) {
            List<JsonNode> selected = new ArrayList<>();
            for (JsonNode node : nodes) {
                apply(segment, node, found -> add(selected, found));
            }
            nodes = selected;
        }
        return nodes;
    }

    private static void add(List<JsonNode> selected, JsonNode found) {
        if (selected.size() == MOST_SELECTED) {
            throw new JsonPathLimitException("the JSONPath expression selects too many nodes");
        }
        selected.add(found);
    }

    private void apply(Segment segment, JsonNode node, Consumer<JsonNode> sink) {
        for (Selector selector : segment.selectors()) {
            apply(selector, node, sink);
        }
        if (segment.descendant()) {
            node.forEach(child -> apply(segment, child, sink));
        }
    }

    private void apply(Selector selector, JsonNode node, Consumer<JsonNode> sink) {
        if (++visits > MOST_VISITS) {
            throw new JsonPathLimitException("the JSONPath expression visits too many nodes");
        }
        if (selector instanceof Selector.Name name) {
            give(node.get(name.name()), sink);
        } else if (selector instanceof Selector.Index index) {
            give(element(node, index.index()), sink);
        } else if (selector instanceof Selector.Wildcard) {
            visits += node.size();
            node.forEach(sink);
        } else if (selector instanceof Selector.Slice slice) {
            slice(slice, node, sink);
        } else if (selector instanceof Selector.Filter filter) {
            node.forEach(child -> {
                visits++;
                if (filters.holds(filter.condition(), child)) {
                    sink.accept(child);
                }
            });
        }
    }

    private static void give(JsonNode node, Consumer<JsonNode> sink) {
        if (node != null) {
            sink.accept(node);
        }
    }

    private static JsonNode element(JsonNode node, long index) {
        long place = index < 0 ? node.size() + index : index;
        return node.isArray() && place >= 0 && place < node.size() ? node.get((int) place) : null;
    }

    /** Section 2.3.4.2.2. */
    private void slice(Selector.Slice slice, JsonNode node, Consumer<JsonNode> sink) {
        if (!node.isArray() || slice.step() == 0) {
            return;
        }
        long length = node.size();
        long step = slice.step();
        long start = normalized(slice.start(), step > 0 ? 0 : length - 1, length);
        long end = normalized(slice.end(), step > 0 ? length : -length - 1, length);
        if (step > 0) {
            long last = Math.min(Math.max(end, 0), length);
            for (long i = Math.min(Math.max(start, 0), length); i < last; i += step) {
                visits++;
                sink.accept(node.get((int) i));
            }
        } else {
            long last = Math.min(Math.max(end, -1), length - 1);
            for (long i = Math.min(Math.max(start, -1), length - 1); i > last; i += step) {
                visits++;
                sink.accept(node.get((int) i));
            }
        }
    }

    private static long normalized(Long bound, long missing, long length) {
        long value = bound == null ? missing : bound;
        return value < 0 ? length + value : value;
    }
}
