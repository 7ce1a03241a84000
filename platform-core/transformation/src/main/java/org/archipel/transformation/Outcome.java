package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What became of a document. */
public sealed interface Outcome {
    /** It came through; the value is the caller's own. */
    record Transformed(JsonNode value) implements Outcome {}

    /** A filter held it back. */
    record Filtered() implements Outcome {}

    /** It could not be transformed, and its rule wants it put aside. */
    record Quarantined(List<RuleError> errors) implements Outcome {}

    /** It could not be transformed. */
    record Failed(List<RuleError> errors) implements Outcome {}

    /**
     * The value of a document that has to come through.
     *
     * @throws TransformationException if it failed or was put aside
     * @throws IllegalStateException if it was filtered out
     */
    default JsonNode orThrow() {
        if (this instanceof Transformed transformed) {
            return transformed.value();
        }
        if (this instanceof Failed failed) {
            throw new TransformationException(failed.errors());
        }
        if (this instanceof Quarantined quarantined) {
            throw new TransformationException(quarantined.errors());
        }
        throw new IllegalStateException("the document was filtered out");
    }
}
