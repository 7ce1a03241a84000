package org.archipel.connector.http.internal.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ValidationException;

/**
 * The configuration of one integration.
 *
 * @param headers sent with every request
 * @param query parameters of every request
 * @param testPath what the connection test asks for; the first entity's path if empty
 * @param maxResponseBytes the largest answer that is accepted
 */
public record HttpConfig(
        Authentication authentication,
        Map<String, String> headers,
        Map<String, String> query,
        Optional<String> testPath,
        int maxResponseBytes,
        List<Entity> entities) {
    public HttpConfig {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
        entities = List.copyOf(entities);
    }

    /**
     * Reads a configuration that is valid against the schema.
     *
     * @throws ValidationException for what a schema cannot tell, a malformed JSONPath for example
     */
    public static HttpConfig parse(ObjectNode config) {
        return new ConfigReader().read(config);
    }

    /** @throws ValidationException if there is no such entity */
    public Entity entity(String name) {
        return entities.stream()
                .filter(entity -> entity.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ValidationException("/entity", "the configuration has no entity '" + name + "'"));
    }
}
