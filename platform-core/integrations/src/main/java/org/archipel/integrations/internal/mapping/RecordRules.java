package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.model.TransformationRule;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.Transformations;

/** The scripted rules of an integration, compiled, in their order. Immutable and thread-safe. */
public final class RecordRules {
    public static final RecordRules NONE = new RecordRules(List.of());

    private record Named(String name, RecordRule rule) {}

    private final List<Named> rules;

    private RecordRules(List<Named> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Compiles the rules that are enabled.
     *
     * @param pointer JSON Pointer of the list, put before the pointers of errors
     * @param errors receives what is wrong; the result is of use only if nothing was added
     */
    public static RecordRules compile(
            String organizationId,
            List<TransformationRule> rules,
            Transformations engine,
            String pointer,
            List<FieldError> errors) {
        List<TransformationRule> ordered = new ArrayList<>(rules);
        ordered.sort(Comparator.comparing(TransformationRule::order));
        List<Named> compiled = new ArrayList<>();
        for (TransformationRule rule : ordered) {
            if (!rule.enabled()) {
                continue;
            }
            String name = rule.name() == null ? String.valueOf(rule.id()) : rule.name();
            try {
                compiled.add(new Named(
                        name, engine.scripted(organizationId, name, rule.condition(), rule.transformation())));
            } catch (ValidationException e) {
                String at = pointer + "/" + rules.indexOf(rule);
                e.errors().forEach(error -> errors.add(new FieldError(at + error.pointer(), error.message())));
            }
        }
        return new RecordRules(compiled);
    }

    /**
     * Takes a mapped record through the rules.
     *
     * @return the record; empty if a rule drops it
     * @throws RecordException if a rule fails or makes something else than an object of it
     */
    public Optional<ObjectNode> apply(ObjectNode record) {
        ObjectNode present = record;
        for (Named named : rules) {
            Optional<JsonNode> result = apply(named, present);
            if (result.isEmpty()) {
                return Optional.empty();
            }
            if (!(result.get() instanceof ObjectNode object)) {
                throw new RecordException("", "rule '" + named.name() + "': the result is no object");
            }
            present = object;
        }
        return Optional.of(present);
    }

    private static Optional<JsonNode> apply(Named named, ObjectNode record) {
        try {
            return named.rule().apply(record);
        } catch (PlatformException e) {
            if (e.retryable()) {
                throw e;
            }
            throw new RecordException("", "rule '" + named.name() + "': " + e.getMessage());
        }
    }
}
