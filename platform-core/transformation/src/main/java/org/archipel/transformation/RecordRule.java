package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A condition with a function in JavaScript, as an integration has them. Immutable and thread-safe. */
@ProviderType
@FunctionalInterface
public interface RecordRule {
    /**
     * @return the record as the function returned it, or as it was if the condition does not hold; empty if the function returned
     *     {@code null} or nothing, which drops the record
     * @throws org.archipel.api.error.PlatformException {@code DATA_TRANSFORMATION_ERROR} if condition or function fails
     */
    Optional<JsonNode> apply(ObjectNode record);
}
