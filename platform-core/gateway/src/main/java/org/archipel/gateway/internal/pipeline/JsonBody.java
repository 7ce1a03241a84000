package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;

/** Bodies that have to be JSON. */
final class JsonBody {
    private JsonBody() {}

    /** Null for none. @throws ValidationException if it is no JSON */
    static JsonNode ofRequest(Payload body) {
        try {
            return body.isEmpty() ? null : body.json();
        } catch (JsonProcessingException e) {
            throw new ValidationException("", "is no JSON that the API takes");
        }
    }

    /** An object, empty where there is no body. @throws ValidationException if it is another kind of JSON */
    static ObjectNode objectOfRequest(Payload body) {
        JsonNode json = ofRequest(body);
        if (json == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new ValidationException("", "is no object");
    }

    /** @throws PlatformException {@code INTEGRATION_ERROR} if it is no JSON */
    static JsonNode ofAnswer(Payload body) {
        try {
            return body.isEmpty() ? JsonNodeFactory.instance.missingNode() : body.json();
        } catch (JsonProcessingException e) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "The upstream answered with no valid JSON.");
        }
    }
}
