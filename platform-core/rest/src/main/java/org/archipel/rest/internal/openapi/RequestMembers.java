package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.archipel.rest.Json;
import org.archipel.rest.internal.json.RequiredMembers;

/**
 * What a record says of the requests that it takes: which members they must have, and what it takes for one that is not there. The
 * second is asked of its constructor, so that there is nothing to keep in step.
 */
final class RequestMembers {
    private static final ObjectMapper MAPPER = Json.newMapper();

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
            withNothing(type)
                    .ifPresent(record -> Arrays.stream(type.getRecordComponents())
                            .filter(component -> !required.contains(component.getName()))
                            .forEach(component -> value(record, component)
                                    .ifPresent(value -> defaults.set(component.getName(), value))));
        }
        return defaults;
    }

    /** The record as it is made of an object without members. */
    private static Optional<Record> withNothing(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        List<Object> absent = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            absent.add(absent(component.getType()));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of((Record) constructor.newInstance(absent.toArray()));
        } catch (InvocationTargetException e) {
            // It does without nothing of what it asks for; then nothing stands for the rest either.
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record has no constructor of its components: " + type, e);
        }
    }

    private static Object absent(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type == Optional.class ? Optional.empty() : null;
    }

    private static Optional<JsonNode> value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(record);
            // A record as a default says itself what its members are when they are not there.
            return Optional.ofNullable(value)
                    .filter(there -> !(there instanceof Record) && !there.equals(Optional.empty()))
                    .map(there -> MAPPER.<JsonNode>valueToTree(there));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A component cannot be read: " + component, e);
        }
    }
}
