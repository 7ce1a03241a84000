package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.FieldError;
import org.archipel.security.Redaction;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.step.StepCompiler.CompiledStep;
import org.archipel.transformation.internal.step.StepFailure;

/** Says what went wrong, with the offending value unless it is a secret. Immutable. */
final class ErrorReport {
    private static final int MOST_CHARACTERS = 200;
    private static final String PROBE = "probe";

    private final String rule;
    private final Optional<JsonNode> inputSchema;

    /** @param inputSchema tells which values are secret */
    ErrorReport(String rule, Optional<JsonNode> inputSchema) {
        this.rule = rule;
        this.inputSchema = inputSchema;
    }

    RuleError of(CompiledStep step, StepFailure failure, JsonNode input) {
        String value = failure.value().isMissingNode() ? "" : shown(failure.path(), failure.value(), input);
        return new RuleError(rule, step.index(), step.operation(), failure.path(), value, failure.getMessage());
    }

    List<RuleError> of(String operation, JsonNode document, List<FieldError> errors) {
        return errors.stream()
                .map(error -> new RuleError(
                        rule,
                        -1,
                        operation,
                        error.pointer(),
                        shown(error.pointer(), document.at(error.pointer()), document),
                        error.message()))
                .toList();
    }

    private String shown(String path, JsonNode value, JsonNode input) {
        boolean pointer = path.isEmpty() || path.startsWith("/");
        JsonNode seen = pointer ? unlessSecret(path, value, input) : value;
        if (seen.isMissingNode()) {
            return "";
        }
        if (seen.asText().equals(Redaction.MARK)) {
            return Redaction.MARK;
        }
        String text = Redaction.redact(seen).toString();
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
    }

    /** The value, or a mark if it or what it is a part of is masked where the whole document is shown. */
    private JsonNode unlessSecret(String path, JsonNode value, JsonNode input) {
        if (!Redaction.redact(nest(path)).at(path).asText().equals(PROBE)) {
            return TextNode.valueOf(Redaction.MARK);
        }
        if (inputSchema.isEmpty() || input.at(path).isMissingNode()) {
            return value;
        }
        JsonNode masked = Redaction.redact(input, inputSchema.get()).at(path);
        return masked.isMissingNode() ? TextNode.valueOf(Redaction.MARK) : masked;
    }

    /** A document with a value at the path and nothing else: arrays are objects whose names are numbers. */
    private static JsonNode nest(String path) {
        return Address.of(path).write(JsonNodeFactory.instance.objectNode(), TextNode.valueOf(PROBE));
    }
}
