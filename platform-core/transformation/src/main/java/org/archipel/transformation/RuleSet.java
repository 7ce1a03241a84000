package org.archipel.transformation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A compiled rule set. Never changes what goes in. Immutable and thread-safe. */
@ProviderType
public interface RuleSet {
    String name();

    RuleType type();

    /** Transforms one document, whose scripts have the whole time. */
    default Outcome apply(JsonNode document) {
        return apply(document, ScriptTime.whole());
    }

    /**
     * Transforms one document.
     *
     * @param time of its scripts; behind its end the document fails, whatever the steps' policies are
     */
    Outcome apply(JsonNode document, ScriptTime time);

    /**
     * Transforms many documents, in parallel where that pays; one that fails stops no other.
     *
     * @return an outcome for each document, in their order; for {@link RuleType#AGGREGATE}, which sees them as one array, a single one
     */
    List<Outcome> applyAll(List<? extends JsonNode> documents);

    /**
     * Transforms documents that belong together, in parallel where that pays; ends soon after the first that fails.
     *
     * @param time of the scripts of all of them
     * @return what became of those that no filter held back, in their order
     * @throws TransformationException if one failed or was put aside
     */
    List<JsonNode> applyEach(List<? extends JsonNode> documents, ScriptTime time);

    /** Transforms one document and tells what each step made of it. */
    Trace trace(JsonNode document);

    /**
     * How a document came through.
     *
     * @param steps the steps that it came to, in their order
     */
    record Trace(Outcome outcome, List<StepTrace> steps) {}

    /**
     * One step on the way of a document.
     *
     * @param state what became of the step
     * @param value the document behind the step
     * @param error why it failed; null if it did not
     */
    record StepTrace(
            int step,
            String operation,
            State state,
            JsonNode value,
            @JsonInclude(JsonInclude.Include.NON_NULL) RuleError error) {
        public enum State {
            APPLIED,
            /** Its condition did not hold, or it had nothing to work on. */
            SKIPPED,
            /** It failed, and its policy says to go on. */
            RECOVERED,
            /** It held the document back. */
            FILTERED,
            FAILED
        }
    }
}
