package org.archipel.api.transform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pure function that mappings and rules call by the id of its extension and the name in its service property {@value #NAME}: the
 * same arguments give the same result, so that a mapping can be tried, cached and run again. Called once for each record, many
 * records in a row. Thread-safe.
 */
@ConsumerType
@FunctionalInterface
public interface TransformFunction {
    /** Service property: the function's name within the extension. */
    String NAME = "archipel.transform.name";

    /** Service property: what it does and which arguments it takes, for people; may be left out. */
    String DESCRIPTION = "archipel.transform.description";

    /**
     * @param arguments copies, in the order of the call; as many as the mapping gives
     * @return the result; {@code null} is JSON's null
     * @throws org.archipel.api.error.ValidationException if the arguments are not what it takes; the record is then rejected with
     *     the message
     */
    JsonNode apply(List<JsonNode> arguments);
}
