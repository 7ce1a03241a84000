package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Something that is called. Texts may hold {@code {name}} for a parameter of the path, {@code {query.name}}, {@code {body.name}} and
 * {@code {caller.id}}.
 *
 * @param id unique within the API; null for its name
 * @param name unique within the API, the member of the merged answer
 * @param endpoint an absolute address for {@link Type#HTTP}, {@link Type#GRAPHQL} and {@link Type#WEBHOOK}
 * @param method for {@link Type#HTTP}; null for that of the request
 * @param authentication how the platform proves itself there; null for none
 * @param headers sent besides those of the request
 * @param timeoutMs for the whole call; null for 30 seconds
 * @param retryPolicy for calls that may be repeated; null for none
 * @param fallback what answers when the call fails; null for none
 * @param query of {@link Type#GRAPHQL}
 * @param variables of {@link Type#GRAPHQL}, or the parameters of {@link Type#CONNECTOR}; null for the request's body
 * @param integrationId of {@link Type#CONNECTOR}
 * @param action of {@link Type#CONNECTOR}
 * @param entity of {@link Type#DATABASE}: records of the hub
 * @param operation of {@link Type#DATABASE}; null for {@link Operation#LIST}
 * @param recordId of {@link Type#DATABASE}, where the operation is about one record
 * @param filters of {@link Operation#LIST}: members and what they have to be
 * @param http2 of what is called by HTTPS; null for {@link Http2#AUTO}
 * @param batch of {@link Type#HTTP}: how several requests become one call; null if each is one
 */
public record ApiIntegration(
        String id,
        String name,
        Type type,
        String endpoint,
        String method,
        UpstreamAuthentication authentication,
        Map<String, String> headers,
        Integer timeoutMs,
        RetryPolicy retryPolicy,
        Fallback fallback,
        String query,
        JsonNode variables,
        String integrationId,
        String action,
        String entity,
        Operation operation,
        String recordId,
        Map<String, String> filters,
        Http2 http2,
        BatchSettings batch) {
    private static final int STANDARD_TIMEOUT = 30_000;

    public ApiIntegration {
        id = id == null ? name : id;
        type = type == null ? Type.HTTP : type;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        timeoutMs = timeoutMs == null ? STANDARD_TIMEOUT : timeoutMs;
        operation = operation == null ? Operation.LIST : operation;
        filters = filters == null ? Map.of() : Map.copyOf(filters);
        http2 = http2 == null ? Http2.AUTO : http2;
    }

    public ApiIntegration with(UpstreamAuthentication changed) {
        return new ApiIntegration(
                id,
                name,
                type,
                endpoint,
                method,
                changed,
                headers,
                timeoutMs,
                retryPolicy,
                fallback,
                query,
                variables,
                integrationId,
                action,
                entity,
                operation,
                recordId,
                filters,
                http2,
                batch);
    }

    /** Kinds of what can be called. */
    public enum Type {
        HTTP,
        GRAPHQL,
        WEBHOOK,
        DATABASE,
        CONNECTOR
    }

    /** Whether HTTP/2 is spoken. */
    public enum Http2 {
        /** Where the upstream offers it. */
        AUTO,
        /** Never. */
        OFF
    }

    /** What is done with hub records. */
    public enum Operation {
        LIST,
        GET,
        PUT,
        DELETE
    }

    /**
     * How the platform proves itself.
     *
     * @param header of an API key; null for X-API-Key
     * @param secret the key, token, password or signing secret; never returned
     */
    public record UpstreamAuthentication(Kind type, String header, String username, String secret) {
        /** Kinds of proof. */
        public enum Kind {
            NONE,
            API_KEY,
            BEARER,
            BASIC
        }
    }

    /**
     * When a call is repeated: only one that changes nothing when it is made twice (RFC 9110, section 9.2.2).
     *
     * @param maxAttempts the first one counts
     * @param baseDelayMs before the second, twice as long before the third; null for 100
     */
    public record RetryPolicy(Integer maxAttempts, Integer baseDelayMs) {
        private static final int DELAY = 100;

        public RetryPolicy {
            maxAttempts = maxAttempts == null ? 1 : maxAttempts;
            baseDelayMs = baseDelayMs == null ? DELAY : baseDelayMs;
        }
    }

    /** What answers when a call fails. */
    public record Fallback(Integer status, JsonNode body) {}
}
