package org.archipel.integrations.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * What an action answers while the remote system is away.
 *
 * @param data the answer of {@link Strategy#DEFAULT_RESPONSE}
 * @param alternativeIntegrationId who answers for {@link Strategy#ALTERNATIVE_SERVICE}
 */
public record FallbackSettings(Strategy strategy, JsonNode data, String alternativeIntegrationId) {
    public static final FallbackSettings NONE = new FallbackSettings(null, null, null);

    public FallbackSettings {
        strategy = Objects.requireNonNullElse(strategy, Strategy.NONE);
    }

    /** Where the answer comes from. */
    public enum Strategy {
        NONE,
        /** The last good answer to the same call, marked as stale. */
        CACHE,
        /** An answer that is configured. */
        DEFAULT_RESPONSE,
        /** The same action of another integration. */
        ALTERNATIVE_SERVICE
    }
}
