package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.base.PointerSegments;
import org.archipel.gateway.internal.compatibility.Facts.Union;

/** Compares what some schemas take with one that may be narrower, keyword by keyword, and tells of each by which it is. */
final class KeywordComparison {
    private final SchemaComparison comparison;
    private final Direction direction;
    private final Facts wide;
    private final Schema part;
    private final String pointer;

    /**
     * @param comparison compares what is below, and is told
     * @param part of the one that may be narrower; the others are compared by themselves
     */
    KeywordComparison(SchemaComparison comparison, Direction direction, Facts wide, Schema part, String pointer) {
        this.comparison = comparison;
        this.direction = direction;
        this.wide = wide;
        this.part = part;
        this.pointer = pointer;
    }

    void compare() {
        if (part.takesNothing()) {
            tell("", "is not taken any more", "is new");
            return;
        }
        kinds();
        values();
        bounds();
        opaque();
        not();
        if (wide.kinds().contains(Kind.OBJECT)) {
            required();
            members();
        }
        if (wide.kinds().contains(Kind.ARRAY)) {
            elements();
        }
        alternatives("anyOf");
        alternatives("oneOf");
    }

    private void kinds() {
        if (!Kind.named(part.get("type")).containsAll(wide.kinds())) {
            tell("/type", "takes fewer types", "may be of another type");
        }
    }

    private void values() {
        Optional<Set<JsonNode>> listed = Facts.listed(part);
        if (listed.isPresent()
                && wide.values().filter(listed.get()::containsAll).isEmpty()) {
            tell(part.has("enum") ? "/enum" : "/const", "takes fewer values", "may be of other values");
        }
    }

    private void bounds() {
        for (Measure measure : Measure.values()) {
            boolean listed = wide.values()
                    .filter(values -> values.stream().allMatch(value -> measure.fits(value, List.of(part))))
                    .isPresent();
            if (listed || !wide.mayBe(measure.kinds())) {
                continue;
            }
            if (!wide.low(measure).isAtLeast(measure.low(List.of(part)))) {
                tell("/" + measure.lowKeyword(part), "takes less", "may be less");
            }
            if (!wide.high(measure).isAtMost(measure.high(List.of(part)))) {
                tell("/" + measure.highKeyword(part), "takes less", "may be more");
            }
        }
    }

    private void opaque() {
        Opaque.unproven(wide, part).forEach(this::tellUnproven);
    }

    private void requireSame(List<String> keywords) {
        if (!Opaque.isSame(wide, part, keywords)) {
            tellUnproven(keywords.get(0));
        }
    }

    private void not() {
        if (!part.has("not")) {
            return;
        }
        Schema refused = part.part(part.get("not"));
        // What is no longer refused was refused together with more.
        boolean was = wide.parts().stream()
                .filter(other -> other.has("not"))
                .anyMatch(other -> comparison.isTaken(new Facts(refused.parts()), other.part(other.get("not"))));
        if (!was && !comparison.areImpossible(wide.and(refused))) {
            tellUnproven("not");
        }
    }

    private void required() {
        Set<String> were = wide.required();
        for (JsonNode name : part.get("required")) {
            if (!were.contains(name.asText())) {
                tell(member(name.asText()), "is required now", "may be missing now");
            }
        }
    }

    private void members() {
        JsonNode own = part.get("properties");
        own.properties()
                .forEach(one -> comparison.narrowedBelow(
                        wide.member(one.getKey()), part.part(one.getValue()), pointer + member(one.getKey())));
        if (part.has("patternProperties")) {
            requireSame(List.of("patternProperties", "properties", "additionalProperties"));
            return;
        }
        Schema others = part.part(part.get("additionalProperties"));
        if (!others.takesAll()) {
            otherMembers(own, others);
        }
    }

    private void otherMembers(JsonNode own, Schema others) {
        for (String name : wide.members()) {
            if (!own.has(name)) {
                comparison.narrowedBelow(wide.member(name), others, pointer + member(name));
            }
        }
        Facts unnamed = wide.otherMembers();
        if (others.takesNothing() && !comparison.areImpossible(unnamed)) {
            tell("/additionalProperties", "other members are not taken any more", "there may be other members");
        } else {
            comparison.narrowedBelow(unnamed, others, pointer + "/additionalProperties");
        }
    }

    private static String member(String name) {
        return "/properties/" + PointerSegments.escaped(name);
    }

    private void elements() {
        if (part.has("prefixItems")) {
            requireSame(List.of("prefixItems", "items"));
        } else {
            comparison.narrowedBelow(wide.elements(), part.part(part.get("items")), pointer + "/items");
        }
    }

    private void alternatives(String keyword) {
        if (part.has(keyword)
                && !Opaque.isSame(wide, part, List.of(keyword))
                && !new Alternatives(comparison, new Union(part, keyword)).take(wide)) {
            tellUnproven(keyword);
        }
    }

    private void tell(String below, String ofRequest, String ofResponse) {
        comparison.tell(pointer + below, direction.say(ofRequest, ofResponse));
    }

    private void tellUnproven(String keyword) {
        comparison.tell(pointer + "/" + keyword, direction.sayUnproven());
    }
}
