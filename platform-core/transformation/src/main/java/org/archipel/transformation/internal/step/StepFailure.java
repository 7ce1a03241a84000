package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** A step could not do its work on a document. */
public final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final transient JsonNode value;

    /**
     * @param path JSON Pointer of the offending value; empty for the whole document
     * @param value the offending value; missing if there is none
     */
    public StepFailure(String path, JsonNode value, String message) {
        super(message, null, false, false);
        this.path = path;
        this.value = value;
    }

    public StepFailure(String path, String message) {
        this(path, MissingNode.getInstance(), message);
    }

    public String path() {
        return path;
    }

    public JsonNode value() {
        return value == null ? MissingNode.getInstance() : value;
    }
}
