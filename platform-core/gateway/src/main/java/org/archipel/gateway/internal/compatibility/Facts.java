package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is known of every document that some schemas take together. Nothing of it is more than they say. Immutable. */
final class Facts {
    private static final int MOST_DEPTH = 8;
    private static final List<String> UNIONS = List.of("anyOf", "oneOf");

    private final List<Schema> parts;
    private final EnumSet<Kind> kinds = Kind.all();
    private final Optional<Set<JsonNode>> values;

    /** A schema with alternatives, of which a document takes one at least. */
    record Union(Schema schema, String keyword) {
        List<Schema> branches() {
            List<Schema> branches = new ArrayList<>();
            schema.get(keyword).forEach(branch -> branches.add(schema.part(branch)));
            return branches;
        }
    }

    Facts(List<Schema> schemas) {
        this.parts = distinct(schemas);
        Set<JsonNode> possible = null;
        for (Schema part : parts) {
            if (part.takesNothing()) {
                kinds.clear();
            }
            kinds.retainAll(Kind.named(part.get("type")));
            Optional<Set<JsonNode>> listed = listed(part);
            if (listed.isPresent()) {
                if (possible == null) {
                    possible = new HashSet<>(listed.get());
                } else {
                    possible.retainAll(listed.get());
                }
            }
        }
        for (Measure measure : Measure.values()) {
            if (low(measure).excludes(high(measure))) {
                kinds.removeAll(measure.kinds());
            }
        }
        if (possible == null && Set.of(Kind.NULL, Kind.BOOLEAN).containsAll(kinds)) {
            possible = new HashSet<>(List.of(NullNode.getInstance(), BooleanNode.TRUE, BooleanNode.FALSE));
        }
        if (possible != null) {
            possible.removeIf(value -> !kinds.contains(Kind.of(value)));
            EnumSet<Kind> left = EnumSet.noneOf(Kind.class);
            possible.forEach(value -> left.add(Kind.of(value)));
            kinds.retainAll(left);
        }
        values = Optional.ofNullable(possible);
    }

    private static List<Schema> distinct(List<Schema> schemas) {
        Set<Schema.Place> seen = new HashSet<>();
        return schemas.stream().filter(schema -> seen.add(schema.place())).toList();
    }

    /** The values that {@code enum} and {@code const} of a schema leave; empty if it has neither. */
    static Optional<Set<JsonNode>> listed(Schema part) {
        Set<JsonNode> listed = null;
        if (part.get("enum").isArray()) {
            listed = new HashSet<>();
            for (JsonNode value : part.get("enum")) {
                listed.add(canonical(value));
            }
        }
        if (part.has("const")) {
            JsonNode only = canonical(part.get("const"));
            listed = new HashSet<>(listed == null || listed.contains(only) ? Set.of(only) : Set.of());
        }
        return Optional.ofNullable(listed);
    }

    /** Numbers of one value are one, however they are written. */
    private static JsonNode canonical(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return DecimalNode.valueOf(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        if (value instanceof ArrayNode list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            list.forEach(one -> all.add(canonical(one)));
            return all;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> all.set(member.getKey(), canonical(member.getValue())));
            return all;
        }
        return value;
    }

    List<Schema> parts() {
        return parts;
    }

    /** Kinds of which a document may be. */
    Set<Kind> kinds() {
        return kinds;
    }

    boolean mayBe(Set<Kind> some) {
        return some.stream().anyMatch(kinds::contains);
    }

    /** What a document may be, if that is listed. */
    Optional<Set<JsonNode>> values() {
        return values;
    }

    /** The highest of the lower bounds. */
    Bound low(Measure measure) {
        return measure.low(parts);
    }

    /** The lowest of the upper bounds. */
    Bound high(Measure measure) {
        return measure.high(parts);
    }

    /** Members that every object has. */
    Set<String> required() {
        Set<String> names = new HashSet<>();
        parts.forEach(part -> part.get("required").forEach(name -> names.add(name.asText())));
        return names;
    }

    /** Members of which something is said. */
    Set<String> members() {
        Set<String> names = new HashSet<>();
        parts.forEach(part -> part.get("properties").fieldNames().forEachRemaining(names::add));
        return names;
    }

    /** All that holds for a member, if an object has it. */
    Facts member(String name) {
        return of(part -> {
            JsonNode own = part.get("properties").path(name);
            return own.isMissingNode() ? others(part) : part.part(own);
        });
    }

    /** All that holds for members of which nothing is said by name. */
    Facts otherMembers() {
        return of(Facts::others);
    }

    /** Which members a pattern speaks of is not looked at: they may be any. */
    private static Schema others(Schema part) {
        return part.has("patternProperties")
                ? part.part(BooleanNode.TRUE)
                : part.part(part.get("additionalProperties"));
    }

    /** All that holds for every element of an array; nothing where the first ones are told apart. */
    Facts elements() {
        return of(part -> part.has("prefixItems") ? part.part(BooleanNode.TRUE) : part.part(part.get("items")));
    }

    private Facts of(Function<Schema, Schema> below) {
        List<Schema> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(below.apply(part).parts()));
        return new Facts(all);
    }

    /** The same with what another schema says. */
    Facts and(Schema other) {
        List<Schema> all = new ArrayList<>(parts);
        all.addAll(other.parts());
        return new Facts(all);
    }

    /** Alternatives of which nothing is known yet. */
    Optional<Union> union() {
        return parts.stream()
                .flatMap(part -> UNIONS.stream().filter(part::has).map(keyword -> new Union(part, keyword)))
                .findFirst();
    }

    /** What is known in each of the alternatives. */
    List<Facts> cases(Union union) {
        List<Schema> rest = new ArrayList<>(parts);
        rest.replaceAll(part -> part == union.schema() ? part.without(union.keyword()) : part);
        Facts without = new Facts(rest);
        return union.branches().stream().map(without::and).toList();
    }

    /** Whether surely no document is like this. */
    boolean areImpossible(Effort effort) {
        return areImpossible(effort, 0);
    }

    private boolean areImpossible(Effort effort, int depth) {
        if (kinds.isEmpty()) {
            return true;
        }
        if (depth > MOST_DEPTH || !effort.spend()) {
            return false;
        }
        if (kinds.equals(Set.of(Kind.OBJECT))
                && required().stream().anyMatch(name -> member(name).areImpossible(effort, depth + 1))) {
            return true;
        }
        return union().filter(union -> cases(union).stream().allMatch(each -> each.areImpossible(effort, depth + 1)))
                .isPresent();
    }
}
