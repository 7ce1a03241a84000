package org.archipel.javascript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A compiled function. A call runs on the caller's thread and ends within a second: it is stopped past its number of statements, its
 * time, the memory that it allocates or its depth of recursion. Immutable and thread-safe.
 *
 * <p>Numbers are those of JavaScript. One that a double cannot hold and that the function only passes on keeps all its digits.
 */
@ProviderType
public interface Script {
    /**
     * Calls the function.
     *
     * @return its result; empty if it returned {@code undefined}
     * @throws ScriptException if it throws, exceeds a limit or returns what is no JSON
     */
    Optional<JsonNode> call(JsonNode... arguments);

    /**
     * Calls the function as a condition.
     *
     * @return whether its result is truthy
     * @throws ScriptException as {@link #call}
     */
    boolean test(JsonNode argument);
}
