package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.transformation.function.Growth;
import org.archipel.transformation.internal.path.Address;

/** One document on its way through the steps. Belongs to one call. */
public final class Work {
    private final JsonNode input;
    private JsonNode document;

    private Work(JsonNode input, JsonNode document) {
        this.input = input;
        this.document = document;
    }

    /** The document is built beside the input. */
    public static Work building(JsonNode input, JsonNode begin) {
        return new Work(input, begin);
    }

    /** The document is a copy of the input that the steps change. */
    public static Work editing(JsonNode copy) {
        return new Work(null, copy);
    }

    /** What sources are read from. */
    public JsonNode source() {
        return input == null ? document : input;
    }

    /** What targets are written to. */
    public JsonNode document() {
        return document;
    }

    /** @throws StepFailure if the value cannot be there */
    void write(Address target, JsonNode value) {
        try {
            document = target.write(document, value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(target.toString(), e.getMessage());
        }
    }

    /**
     * Writes a value that shares nothing with the place it is from.
     *
     * @throws StepFailure if the value cannot be there, or all copies together are too large
     */
    public void writeCopy(Address target, JsonNode value) {
        JsonNode copy;
        try {
            copy = Growth.copy(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(target.toString(), e.getMessage());
        }
        write(target, copy);
    }

    /** What became of a step. */
    public enum State {
        APPLIED,
        SKIPPED,
        FILTERED
    }

    /** What a step does. Immutable and thread-safe. */
    @FunctionalInterface
    public interface Action {
        /** @throws StepFailure if it cannot be done on this document */
        State run(Work work);
    }

    /** Something that holds or not. */
    @FunctionalInterface
    public interface Test {
        boolean holds(JsonNode document);
    }
}
