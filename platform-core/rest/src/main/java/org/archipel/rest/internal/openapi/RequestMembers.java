package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.archipel.rest.Json;
import org.archipel.rest.internal.json.RequiredMembers;

/**
 * What a record says of the requests that it takes: which members they must have, and what it takes for one that is not there. The
 * second is asked of its constructor, so that there is nothing to keep in step.
 */
final class RequestMembers {
    private static final ObjectMapper MAPPER = lenient();

    private RequestMembers() {}

    /** The names of those that have to be there, as an array; empty if there are none. */
    static ArrayNode required(Class<?> type) {
        ArrayNode names = MAPPER.createArrayNode();
        RequiredMembers.of(type).forEach(names::add);
        return names;
    }

    /** What stands for members that are left out, by their names; only values that JSON Schema can tell as they are. */
    static ObjectNode defaults(Class<?> type) {
        ObjectNode defaults = MAPPER.createObjectNode();
        if (type.isRecord()) {
            List<String> required = RequiredMembers.of(type);
            JsonNode made = withNothing(type);
            for (RecordComponent component : type.getRecordComponents()) {
                JsonNode value = made.path(component.getName());
                // A record as a default says itself what its members are when they are not there.
                if (!required.contains(component.getName())
                        && !component.getType().isRecord()
                        && !value.isMissingNode()) {
                    defaults.set(component.getName(), value);
                }
            }
        }
        return defaults;
    }

    /** The record as it is made of an object without members. */
    private static JsonNode withNothing(Class<?> type) {
        try {
            return MAPPER.valueToTree(MAPPER.treeToValue(MAPPER.createObjectNode(), type));
        } catch (JsonProcessingException e) {
            // It does without nothing of what it asks for; then nothing stands for the rest either.
            return MAPPER.missingNode();
        }
    }

    /** Reads an object whatever it lacks. */
    private static ObjectMapper lenient() {
        ObjectMapper mapper = Json.newMapper();
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1L;

            @Override
            public Boolean hasRequiredMarker(AnnotatedMember member) {
                return false;
            }
        });
        return mapper;
    }
}
