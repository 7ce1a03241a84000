package org.archipel.api.transform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A pure function that mappings and rules call by the name in its service property {@value #NAME}. Thread-safe. */
@ConsumerType
@FunctionalInterface
public interface TransformFunction {
    /** Service property: the function's name within the extension. */
    String NAME = "archipel.transform.name";

    JsonNode apply(List<JsonNode> arguments);
}
