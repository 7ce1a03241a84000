package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** A step could not do its work on a document. */
public final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final transient JsonNode value;
    private final boolean quarantine;

    /**
     * @param path JSON Pointer of the offending value; empty for the whole document
     * @param value the offending value; missing if there is none
     */
    public StepFailure(String path, JsonNode value, String message) {
        this(path, value, message, false);
    }

    public StepFailure(String path, String message) {
        this(path, MissingNode.getInstance(), message);
    }

    private StepFailure(String path, JsonNode value, String message, boolean quarantine) {
        super(message, null, false, false);
        this.path = path;
        this.value = value;
        this.quarantine = quarantine;
    }

    /** The same, of a step that wants the document put aside. */
    StepFailure forQuarantine() {
        return new StepFailure(path, value, getMessage(), true);
    }

    /** Whether the step that failed wants the whole document put aside, though it is a part of another step. */
    public boolean isForQuarantine() {
        return quarantine;
    }

    public String path() {
        return path;
    }

    public JsonNode value() {
        return value == null ? MissingNode.getInstance() : value;
    }
}
