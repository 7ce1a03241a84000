package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a custom API does with a request.
 *
 * @param authentication who may call
 * @param rateLimit null for none
 * @param caching null for none
 * @param transformations applied to the request's or the answer's body, in their order
 * @param integrations what is called; none where there is a mock
 * @param execution how several integrations are called; null for {@link Execution#SEQUENCE}
 * @param requestSchema JSON Schema 2020-12 of the request's body; null for none
 * @param responseSchema JSON Schema 2020-12 of the answer's body; null for none
 * @param cors null for none
 * @param mock an answer that needs no integration; null for none
 * @param limits null for the platform's
 * @param example a body and its answer for the documentation; null for none
 */
public record ApiConfig(
        AuthenticationSettings authentication,
        RateLimitSettings rateLimit,
        CachingSettings caching,
        List<ApiTransformation> transformations,
        List<ApiIntegration> integrations,
        Execution execution,
        String workflow,
        JsonNode requestSchema,
        JsonNode responseSchema,
        CorsSettings cors,
        MockAnswer mock,
        LimitSettings limits,
        ApiExample example) {
    static final ApiConfig EMPTY =
            new ApiConfig(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public ApiConfig {
        authentication = authentication == null ? AuthenticationSettings.STANDARD : authentication;
        transformations = transformations == null ? List.of() : List.copyOf(transformations);
        integrations = integrations == null ? List.of() : List.copyOf(integrations);
        execution = execution == null ? Execution.SEQUENCE : execution;
    }

    public ApiConfig with(AuthenticationSettings changed, List<ApiIntegration> called) {
        return new ApiConfig(
                changed,
                rateLimit,
                caching,
                transformations,
                called,
                execution,
                workflow,
                requestSchema,
                responseSchema,
                cors,
                mock,
                limits,
                example);
    }

    /** How several integrations are called. */
    public enum Execution {
        /** One after the other; each gets what the one before answered. */
        SEQUENCE,
        /** All at once; their answers become the members of one object, by the integrations' names. */
        PARALLEL
    }

    /** A body and its answer for the documentation. */
    public record ApiExample(JsonNode request, JsonNode response) {}
}
