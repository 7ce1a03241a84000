package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.transformation.FailurePolicy;
import org.archipel.transformation.function.ValueKey;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

/**
 * Makes groups of an array's elements and figures of each group: an array of groups in order of their first element, or one object
 * if nothing is grouped by. Immutable and thread-safe.
 */
final class Aggregation implements Action {
    static final List<String> OPERATIONS =
            List.of("ITEMS", "GROUP_BY", "COUNT", "SUM", "MIN", "MAX", "AVG", "COLLECT", "FIRST", "LAST");
    private static final int MOST_GROUPS = 100_000;
    /** Of the only group where nothing is grouped by. */
    private static final ValueKey ALL = new ValueKey(NullNode.getInstance());

    private record Key(Source source, Address target) {}

    private record Column(
            String operation,
            Source source,
            Address target,
            boolean unique,
            FailurePolicy policy,
            JsonNode otherwise) {}

    private final List<Key> keys = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private Source items = Source.parse("");
    private Address target = Address.parse("");

    private Aggregation() {}

    static Aggregation compile(List<StepReader> steps) {
        Aggregation aggregation = new Aggregation();
        steps.forEach(aggregation::add);
        if (aggregation.columns.isEmpty() && aggregation.keys.isEmpty()) {
            throw new Wrong("/rules", "an aggregation has at least one figure or GROUP_BY");
        }
        return aggregation;
    }

    private void add(StepReader step) {
        String operation = step.step().operation();
        if (step.step().condition() != null && !step.step().condition().isNull()) {
            throw new Wrong(step.pointer() + "/condition", "is not possible in an aggregation; filter before it");
        }
        switch (operation == null ? "" : operation) {
            case "ITEMS" -> {
                items = step.source();
                target = step.targetOr("");
            }
            case "GROUP_BY" -> keys.add(new Key(step.source(), step.target()));
            case "COUNT", "SUM", "MIN", "MAX", "AVG", "COLLECT", "FIRST", "LAST" -> {
                FailurePolicy policy = step.step().onFailure();
                columns.add(new Column(
                        operation,
                        "COUNT".equals(operation) ? step.sourceOr("") : step.source(),
                        step.target(),
                        step.flag("unique"),
                        policy,
                        policy == FailurePolicy.DEFAULT ? step.step().defaultValue() : null));
            }
            default ->
                throw new Wrong(step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        }
        step.requireNoOthers();
    }

    @Override
    public State run(Work work) {
        JsonNode elements = items.read(work.document());
        if (!elements.isArray()) {
            throw new StepFailure(items.toString(), elements, "no array to aggregate");
        }
        Map<ValueKey, List<Figure>> groups = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            groups.put(ALL, figures());
        }
        for (int i = 0; i < elements.size(); i++) {
            List<Figure> group = group(groups, elements.get(i));
            for (int c = 0; c < columns.size(); c++) {
                add(columns.get(c), group.get(c), elements.get(i), i);
            }
        }
        work.write(target, result(groups));
        return State.APPLIED;
    }

    private List<Figure> group(Map<ValueKey, List<Figure>> groups, JsonNode element) {
        if (keys.isEmpty()) {
            return groups.get(ALL);
        }
        ArrayNode key = JsonNodeFactory.instance.arrayNode(keys.size());
        for (Key part : keys) {
            JsonNode value = part.source().read(element);
            key.add(value.isMissingNode() ? NullNode.getInstance() : value);
        }
        List<Figure> group = groups.computeIfAbsent(new ValueKey(key), absent -> figures());
        if (groups.size() > MOST_GROUPS) {
            throw new StepFailure(items.toString(), "more than " + MOST_GROUPS + " groups");
        }
        return group;
    }

    private List<Figure> figures() {
        return columns.stream()
                .map(column -> Figure.of(column.operation(), column.unique()))
                .toList();
    }

    private void add(Column column, Figure figure, JsonNode element, int index) {
        JsonNode value = column.source().read(element);
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        try {
            figure.add(value);
        } catch (IllegalArgumentException e) {
            switch (column.policy()) {
                case SKIP_FIELD -> {}
                case FAIL, DEFAULT -> add(column, figure, value, items + "/" + index + column.source(), e);
                case QUARANTINE ->
                    throw failure(column, value, items + "/" + index + column.source(), e)
                            .forQuarantine();
            }
        }
    }

    /** Adds the default, if there is one. */
    private static void add(
            Column column, Figure figure, JsonNode value, String path, IllegalArgumentException failure) {
        try {
            if (column.otherwise() != null) {
                figure.add(column.otherwise());
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new StepFailure(path, column.otherwise(), column.operation() + ": the default is " + e.getMessage());
        }
        throw failure(column, value, path, failure);
    }

    private static StepFailure failure(Column column, JsonNode value, String path, IllegalArgumentException cause) {
        return new StepFailure(path, value, column.operation() + ": " + cause.getMessage());
    }

    private JsonNode result(Map<ValueKey, List<Figure>> groups) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(groups.size());
        groups.forEach((key, figures) -> rows.add(row(key.value(), figures)));
        return keys.isEmpty() ? rows.get(0) : rows;
    }

    private static JsonNode result(Column column, Figure figure) {
        try {
            return figure.result();
        } catch (IllegalArgumentException e) {
            throw new StepFailure(column.target().toString(), column.operation() + ": " + e.getMessage());
        }
    }

    private JsonNode row(JsonNode key, List<Figure> figures) {
        Work row = Work.editing(JsonNodeFactory.instance.objectNode());
        for (int k = 0; k < keys.size(); k++) {
            row.writeCopy(keys.get(k).target(), key.get(k));
        }
        for (int c = 0; c < columns.size(); c++) {
            row.write(columns.get(c).target(), result(columns.get(c), figures.get(c)));
        }
        return row.document();
    }
}
