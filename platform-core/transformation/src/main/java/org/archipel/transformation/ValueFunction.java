package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** One value made of another: a chain of named functions. Immutable and thread-safe. */
@ProviderType
@FunctionalInterface
public interface ValueFunction {
    /**
     * @param value neither missing nor null
     * @throws IllegalArgumentException if the value cannot be turned; the message is for a person
     */
    JsonNode apply(JsonNode value);

    /** Runs work that calls this function many times. Functions of extensions are quicker then; work holds no lock and no transaction. */
    default <T> T batch(Supplier<T> work) {
        return work.get();
    }
}
