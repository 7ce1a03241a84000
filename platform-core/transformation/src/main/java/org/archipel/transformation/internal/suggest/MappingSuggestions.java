package org.archipel.transformation.internal.suggest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.ValidationException;

/**
 * Proposes which field of a source goes to which field of a target, by names, types, formats and sample values. The same input gives
 * the same proposals; nothing leaves the platform.
 */
public final class MappingSuggestions {
    private static final double LEAST = 0.5;
    private static final int MOST_SAMPLES = 100;
    private static final Set<String> TEXT_FORMATS = Set.of("email", "uuid", "uri", "phone");

    private MappingSuggestions() {}

    /**
     * One proposal.
     *
     * @param source JSON Pointer in the source
     * @param target JSON Pointer in the target
     * @param confidence from 0 to 1
     * @param functions that make the value fit; empty if it fits
     * @param reasons what speaks for it, for a person
     */
    public record Suggestion(String source, String target, double confidence, String functions, List<String> reasons) {}

    /** At most one proposal for each target, and one for each source; the most confident first. */
    public static List<Suggestion> of(SuggestionRequest request) {
        if (request.targetSchema() == null || !request.targetSchema().isObject()) {
            throw new ValidationException("/targetSchema", "must be a JSON Schema");
        }
        if (request.samples().size() > MOST_SAMPLES) {
            throw new ValidationException("/samples", "has more than " + MOST_SAMPLES + " items");
        }
        boolean schema =
                request.sourceSchema() != null && request.sourceSchema().isObject();
        if (!schema && request.samples().isEmpty()) {
            throw new ValidationException("/sourceSchema", "a schema or samples of the source are required");
        }
        List<Field> sources = schema
                ? Fields.ofSchema(request.sourceSchema(), request.samples())
                : Fields.ofSamples(request.samples());
        return chosen(candidates(sources, Fields.ofSchema(request.targetSchema(), List.of())));
    }

    private static List<Suggestion> candidates(List<Field> sources, List<Field> targets) {
        List<Suggestion> candidates = new ArrayList<>();
        for (Field target : targets) {
            for (Field source : sources) {
                Suggestion suggestion = compare(source, target);
                if (suggestion.confidence() >= LEAST) {
                    candidates.add(suggestion);
                }
            }
        }
        candidates.sort(Comparator.comparingDouble((Suggestion suggestion) -> -suggestion.confidence())
                .thenComparing(Suggestion::target)
                .thenComparing(Suggestion::source));
        return candidates;
    }

    private static List<Suggestion> chosen(List<Suggestion> candidates) {
        List<Suggestion> chosen = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (Suggestion candidate : candidates) {
            if (!sources.contains(candidate.source()) && !targets.contains(candidate.target())) {
                sources.add(candidate.source());
                targets.add(candidate.target());
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    private static Suggestion compare(Field source, Field target) {
        List<String> reasons = new ArrayList<>();
        double own = Words.alike(source.own(), target.own());
        double whole = Words.alike(source.words(), target.words());
        double name = Math.max(0.85 * own + 0.15 * whole, whole);
        if (name > 0.95) {
            reasons.add("same name");
        } else if (name > 0.5) {
            reasons.add("similar names");
        }
        Fit fit = fit(source, target);
        if (fit.score() >= 1) {
            reasons.add("same type");
        } else if (!fit.functions().isEmpty()) {
            reasons.add("can be converted with " + fit.functions());
        }
        double format = format(source, target);
        if (format == 1) {
            reasons.add("same format: " + target.format());
        }
        double score = fit.score() == 0 ? 0 : 0.7 * name + 0.15 * fit.score() + 0.15 * format;
        if (format == 1 && TEXT_FORMATS.contains(target.format())) {
            // A field of mail addresses goes to one of mail addresses, whatever they are called.
            score = Math.max(score, 0.55 + 0.35 * name);
        }
        double rounded = Math.round(Math.min(1, score) * 100) / 100.0;
        return new Suggestion(source.pointer(), target.pointer(), rounded, fit.functions(), reasons);
    }

    private record Fit(double score, String functions) {}

    private static Fit fit(Field source, Field target) {
        if (source.types().isEmpty() || target.types().isEmpty()) {
            return new Fit(0.7, "");
        }
        if (source.types().stream().anyMatch(target.types()::contains)) {
            boolean shorter = "date".equals(target.format()) && "date-time".equals(source.format());
            boolean longer = "date-time".equals(target.format()) && "date".equals(source.format());
            return shorter ? new Fit(0.9, "date") : longer ? new Fit(0.9, "dateTime") : new Fit(1, "");
        }
        if (target.types().contains("number") && source.types().contains("integer")) {
            return new Fit(1, "");
        }
        if (target.types().contains("string") && scalar(source)) {
            return new Fit(0.8, "toString");
        }
        if (target.types().contains("integer") && source.types().contains("number")) {
            return new Fit(0.7, "round|toInteger");
        }
        if (source.types().contains("string")) {
            return ofText(source, target);
        }
        return new Fit(0, "");
    }

    private static Fit ofText(Field source, Field target) {
        if (target.types().contains("integer") || target.types().contains("number")) {
            boolean numbers = source.values().stream().allMatch(value -> number(value.asText()));
            String function = target.types().contains("integer") ? "toInteger" : "toNumber";
            return numbers ? new Fit(source.values().isEmpty() ? 0.5 : 0.8, function) : new Fit(0, "");
        }
        return target.types().contains("boolean") ? new Fit(0.5, "toBoolean") : new Fit(0, "");
    }

    private static boolean number(String text) {
        return text.length() < 40 && text.strip().matches("-?\\d+(\\.\\d+)?");
    }

    private static boolean scalar(Field field) {
        return field.types().stream().noneMatch(type -> type.equals("object") || type.equals("array"));
    }

    private static double format(Field source, Field target) {
        if (target.format().isEmpty()) {
            return enumerated(source) ? 0.6 : 0.5;
        }
        if (target.format().equals(source.format())) {
            return 1;
        }
        boolean dates = target.format().startsWith("date") && source.format().startsWith("date");
        return dates ? 0.8 : source.format().isEmpty() ? 0.4 : 0;
    }

    private static boolean enumerated(Field source) {
        for (JsonNode value : source.values()) {
            if (!value.isValueNode()) {
                return false;
            }
        }
        return !source.values().isEmpty();
    }
}
