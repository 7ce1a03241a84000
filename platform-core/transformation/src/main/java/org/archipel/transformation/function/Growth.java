package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/**
 * Bounds what rules make of one document: a step that copies a document into itself doubles it, and a few dozen such steps would fill any
 * memory. Work within such work shares its bound. For one thread at a time.
 */
public final class Growth {
    private static final long MOST_NODES = 1_000_000;
    private static final long MOST_CHARACTERS = 16 << 20;
    private static final ThreadLocal<Growth> PRESENT = new ThreadLocal<>();

    private long nodes = MOST_NODES;
    private long characters = MOST_CHARACTERS;

    /** Does the work on one document, on this thread. */
    public static <T> T within(Supplier<T> work) {
        if (PRESENT.get() != null) {
            return work.get();
        }
        PRESENT.set(new Growth());
        try {
            return work.get();
        } finally {
            PRESENT.remove();
        }
    }

    /**
     * A copy of a value, which shares nothing that can be changed.
     *
     * @throws IllegalArgumentException if all copies together are too large
     */
    public static JsonNode copy(JsonNode value) {
        if (!value.isContainerNode()) {
            return value;
        }
        Growth present = PRESENT.get();
        return present == null ? value.deepCopy() : present.copyOf(value);
    }

    /**
     * A copy of a value, which counts here alone.
     *
     * @throws IllegalArgumentException if all copies together are too large
     */
    public JsonNode copyOf(JsonNode value) {
        count(value);
        return value.deepCopy();
    }

    /** @throws IllegalArgumentException if all texts that are made together are too long */
    static void made(String text) {
        Growth present = PRESENT.get();
        if (present != null) {
            present.characters -= text.length();
            if (present.characters < 0) {
                throw new IllegalArgumentException(
                        "the rules make more than " + MOST_CHARACTERS + " characters of one document");
            }
        }
    }

    private void count(JsonNode value) {
        nodes -= value.size();
        if (nodes < 0) {
            throw new IllegalArgumentException("the rules copy more than " + MOST_NODES + " values of one document");
        }
        for (JsonNode part : value) {
            if (part.isContainerNode()) {
                count(part);
            }
        }
    }
}
