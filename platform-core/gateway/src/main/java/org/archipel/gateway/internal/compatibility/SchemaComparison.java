package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.archipel.base.PointerSegments;
import org.archipel.gateway.internal.compatibility.Facts.Union;

/**
 * Compares two JSON Schemas (2020-12). A body that callers send may only be taken more widely, one that they get only be given more
 * narrowly. What is not said to break is proven not to; what cannot be proven is said, though it may be harmless.
 */
final class SchemaComparison {
    private static final int MOST_CASES = 50;

    private final List<Change> changes;
    private final boolean request;
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

    private SchemaComparison(boolean request, Effort effort, Map<Question, Integer> asked, int depth) {
        this.depth = depth;
        this.changes = new ArrayList<>();
        this.request = request;
        this.effort = effort;
        this.asked = asked;
    }

    /** @param before null for none, as after */
    static List<Change> ofRequest(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, true);
    }

    /** @param before null for none, as after */
    static List<Change> ofResponse(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, false);
    }

    private static List<Change> of(JsonNode before, JsonNode after, String pointer, boolean request) {
        SchemaComparison comparison = new SchemaComparison(request, new Effort(), new HashMap<>(), 0);
        Schema one = new Schema(before == null || before.isNull() ? MissingNode.getInstance() : before);
        Schema other = new Schema(after == null || after.isNull() ? MissingNode.getInstance() : after);
        if (request) {
            comparison.narrowed(new Facts(one.parts()), other, pointer);
        } else {
            // What callers get is narrowed by the present one, and may not be widened.
            comparison.narrowed(new Facts(other.parts()), one, pointer);
        }
        return comparison.changes.stream().distinct().toList();
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
            if (wide.areImpossible(effort)) {
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
    private void narrowedBelow(Facts wide, Schema narrow, String pointer) {
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

    /** The changes that something tells, which are not told yet. */
    private List<Change> tried(Consumer<SchemaComparison> work) {
        SchemaComparison comparison = new SchemaComparison(request, effort, asked, depth);
        work.accept(comparison);
        return comparison.changes;
    }

    private boolean isTaken(Facts wide, Schema narrow) {
        return tried(comparison -> comparison.narrowed(wide, narrow, "")).isEmpty();
    }

    /** Compares without a look at the alternatives of the wide ones. */
    private void direct(Facts wide, Schema narrow, String pointer) {
        for (Schema part : narrow.parts()) {
            if (part.takesNothing()) {
                tell(pointer, request ? "is not taken any more" : "is new");
                continue;
            }
            kinds(wide, part, pointer);
            values(wide, part, pointer);
            bounds(wide, part, pointer);
            opaque(wide, part, pointer);
            not(wide, part, pointer);
            if (wide.kinds().contains(Kind.OBJECT)) {
                required(wide, part, pointer);
                members(wide, part, pointer);
            }
            if (wide.kinds().contains(Kind.ARRAY)) {
                elements(wide, part, pointer);
            }
            alternatives(wide, part, "anyOf", pointer);
            alternatives(wide, part, "oneOf", pointer);
        }
    }

    private void kinds(Facts wide, Schema part, String pointer) {
        if (!Kind.named(part.get("type")).containsAll(wide.kinds())) {
            tell(pointer + "/type", request ? "takes fewer types" : "may be of another type");
        }
    }

    private void values(Facts wide, Schema part, String pointer) {
        Optional<Set<JsonNode>> listed = Facts.listed(part);
        if (listed.isPresent()
                && wide.values().filter(listed.get()::containsAll).isEmpty()) {
            tell(
                    pointer + (part.has("enum") ? "/enum" : "/const"),
                    request ? "takes fewer values" : "may be of other values");
        }
    }

    private void bounds(Facts wide, Schema part, String pointer) {
        for (Measure measure : Measure.values()) {
            boolean listed = wide.values()
                    .filter(values -> values.stream().allMatch(value -> measure.fits(value, List.of(part))))
                    .isPresent();
            if (listed || !wide.mayBe(measure.kinds())) {
                continue;
            }
            if (!wide.low(measure).isAtLeast(measure.low(List.of(part)))) {
                tell(pointer + "/" + measure.lowKeyword(part), request ? "takes less" : "may be less");
            }
            if (!wide.high(measure).isAtMost(measure.high(List.of(part)))) {
                tell(pointer + "/" + measure.highKeyword(part), request ? "takes less" : "may be more");
            }
        }
    }

    private void opaque(Facts wide, Schema part, String pointer) {
        Opaque.unproven(wide, part).forEach(keyword -> tell(pointer + "/" + keyword, unclear()));
    }

    private void requireSame(Facts wide, Schema part, List<String> keywords, String pointer) {
        if (!Opaque.isSame(wide, part, keywords)) {
            tell(pointer + "/" + keywords.get(0), unclear());
        }
    }

    private String unclear() {
        return request ? "may take less" : "may be something else";
    }

    private void not(Facts wide, Schema part, String pointer) {
        if (!part.has("not")) {
            return;
        }
        Schema refused = part.part(part.get("not"));
        // What is no longer refused was refused together with more.
        boolean was = wide.parts().stream()
                .filter(other -> other.has("not"))
                .anyMatch(other -> isTaken(new Facts(refused.parts()), other.part(other.get("not"))));
        if (!was && !wide.and(refused).areImpossible(effort)) {
            tell(pointer + "/not", unclear());
        }
    }

    private void required(Facts wide, Schema part, String pointer) {
        Set<String> were = wide.required();
        for (JsonNode name : part.get("required")) {
            if (!were.contains(name.asText())) {
                tell(
                        pointer + "/properties/" + PointerSegments.escaped(name.asText()),
                        request ? "is required now" : "may be missing now");
            }
        }
    }

    private void members(Facts wide, Schema part, String pointer) {
        JsonNode own = part.get("properties");
        own.properties()
                .forEach(member -> narrowedBelow(
                        wide.member(member.getKey()),
                        part.part(member.getValue()),
                        pointer + "/properties/" + PointerSegments.escaped(member.getKey())));
        if (part.has("patternProperties")) {
            requireSame(wide, part, List.of("patternProperties", "properties", "additionalProperties"), pointer);
            return;
        }
        Schema others = part.part(part.get("additionalProperties"));
        if (others.takesAll()) {
            return;
        }
        for (String name : wide.members()) {
            if (!own.has(name)) {
                narrowedBelow(wide.member(name), others, pointer + "/properties/" + PointerSegments.escaped(name));
            }
        }
        Facts unnamed = wide.otherMembers();
        if (others.takesNothing() && !unnamed.areImpossible(effort)) {
            tell(
                    pointer + "/additionalProperties",
                    request ? "other members are not taken any more" : "there may be other members");
        } else {
            narrowedBelow(unnamed, others, pointer + "/additionalProperties");
        }
    }

    private void elements(Facts wide, Schema part, String pointer) {
        if (part.has("prefixItems")) {
            requireSame(wide, part, List.of("prefixItems", "items"), pointer);
        } else {
            narrowedBelow(wide.elements(), part.part(part.get("items")), pointer + "/items");
        }
    }

    private void alternatives(Facts wide, Schema part, String keyword, String pointer) {
        if (part.has(keyword)
                && !Opaque.isSame(wide, part, List.of(keyword))
                && !isTakenByOne(wide, new Union(part, keyword), true)) {
            tell(pointer + "/" + keyword, unclear());
        }
    }

    /** Whether each document is taken by one of the alternatives, and by that alone where there may be no other. */
    private boolean isTakenByOne(Facts wide, Union union, boolean split) {
        List<Schema> branches = union.branches();
        for (Schema branch : branches) {
            boolean alone = union.keyword().equals("anyOf")
                    || branches.stream()
                            .allMatch(
                                    other -> other == branch || wide.and(other).areImpossible(effort));
            if (alone && isTaken(wide, branch)) {
                return true;
            }
        }
        if (!split) {
            return false;
        }
        List<Facts> cases = cases(wide);
        return cases.size() > 1 && cases.stream().allMatch(each -> isTakenByOne(each, union, false));
    }

    /** The same documents, told apart by their value where that is listed, and else by their kind. */
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

    private void tell(String pointer, String message) {
        changes.add(new Change(true, pointer, message));
    }
}
