package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.Operation;

/** The operation that every provider with a test request has: who the credentials belong to. */
final class WhoAmI {
    static final String NAME = "whoAmI";

    private WhoAmI() {}

    static Operation operation() {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        nothing.put("$schema", OperationSpec.DIALECT).put("type", "object").put("additionalProperties", false);
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("$schema", OperationSpec.DIALECT);
        return new Operation(NAME, "Tells whose account the credentials open.", nothing, object, true);
    }
}
