package org.archipel.connector.common.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ValidationException;

/**
 * What is to be known of a REST provider.
 *
 * @param headers sent with every request
 * @param query parameters of every request
 * @param testPath what the connection test asks for; the first entity's path if empty
 * @param maxResponseBytes the largest answer that is accepted
 */
public record RestModel(
        Authentication authentication,
        Map<String, String> headers,
        Map<String, String> query,
        Optional<String> testPath,
        int maxResponseBytes,
        List<Entity> entities) {
    public RestModel {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
        entities = List.copyOf(entities);
    }

    /**
     * Reads a configuration that is valid against the schema.
     *
     * @throws ValidationException for what a schema cannot tell, a malformed JSONPath for example
     */
    public static RestModel parse(ObjectNode config) {
        return new ModelReader().read(config);
    }

    /**
     * How a configuration says that requests are authenticated, whatever its entities are like.
     *
     * @throws ValidationException as {@link #parse}
     */
    public static Authentication authentication(ObjectNode config) {
        return parse(config.deepCopy().without("entities")).authentication();
    }

    /** @throws ValidationException if there is no such entity */
    public Entity entity(String name) {
        return entities.stream()
                .filter(entity -> entity.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ValidationException("/entity", "there is no entity '" + name + "'"));
    }
}
