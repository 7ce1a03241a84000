package org.archipel.rest.internal.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;

/**
 * A problem document (RFC 9457), as it goes to the client.
 *
 * @param type where the code is explained
 * @param detail what happened, for a person; never the text of an unexpected exception
 * @param instance path of the request
 * @param retryAfter seconds after which the same request may succeed; null when unknown
 * @param errors the invalid fields; empty when the problem is not about a field
 * @param integrationId the integration that the request was about; null for none
 * @param extensionId the extension that the request was about; null for none
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String instance,
        ErrorCode code,
        Instant timestamp,
        String requestId,
        boolean retryable,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long retryAfter,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) String integrationId,
        @JsonInclude(JsonInclude.Include.NON_NULL) String extensionId) {
    /** Media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_BASE = "/docs#problem-";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem that is told by its status and code, about no particular thing. */
    public static Problem of(int status, ErrorCode code, String detail, String requestId, String instance) {
        return new Problem(
                TYPE_BASE + code,
                StatusText.of(status),
                status,
                detail,
                instance,
                code,
                Instant.now(),
                requestId,
                code.retryable() || status == StatusText.UNAVAILABLE,
                null,
                List.of(),
                null,
                null);
    }

    Problem withErrors(List<FieldError> fields) {
        return new Problem(
                type,
                title,
                status,
                detail,
                instance,
                code,
                timestamp,
                requestId,
                retryable,
                retryAfter,
                fields,
                integrationId,
                extensionId);
    }

    /** Says whether and when to try again; {@code seconds} is null when unknown. */
    public Problem withRetry(boolean again, Long seconds) {
        return new Problem(
                type,
                title,
                status,
                detail,
                instance,
                code,
                timestamp,
                requestId,
                again,
                seconds,
                errors,
                integrationId,
                extensionId);
    }

    Problem about(String integration, String extension) {
        return new Problem(
                type,
                title,
                status,
                detail,
                instance,
                code,
                timestamp,
                requestId,
                retryable,
                retryAfter,
                errors,
                integration,
                extension);
    }
}
