package org.archipel.rest.internal.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ProblemException;

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
        boolean retryable = code.retryable() || status == StatusText.UNAVAILABLE;
        return new Problem(
                TYPE_BASE + code,
                StatusText.of(status),
                status,
                detail,
                instance,
                code,
                Instant.now(),
                requestId,
                retryable,
                null,
                List.of(),
                null,
                null);
    }

    /** A refusal by the HTTP or JAX-RS layer, which is known by its status only. */
    public static Problem of(int status, String requestId, String instance) {
        return of(status, StatusText.codeOf(status), StatusText.detailOf(status), requestId, instance);
    }

    /** What a failure is told as. */
    static Problem of(PlatformException failure, String requestId, String instance) {
        int status = failure instanceof ProblemException problem ? problem.status() : StatusText.of(failure);
        Long retryAfter = failure.retryAfter().map(Problem::seconds).orElse(null);
        return new Problem(
                TYPE_BASE + failure.code(),
                StatusText.of(status),
                status,
                detail(failure),
                instance,
                failure.code(),
                Instant.now(),
                requestId,
                failure.retryable(),
                retryAfter,
                failure.errors(),
                null,
                null);
    }

    /** What is said of one field only names it, for those who read no further. */
    private static String detail(PlatformException failure) {
        String message = failure.getMessage();
        List<FieldError> errors = failure.errors();
        if (errors.size() != 1 || !errors.get(0).message().equals(message)) {
            return message;
        }
        String pointer = errors.get(0).pointer();
        return pointer == null || pointer.length() < 2 ? message : pointer.substring(1) + ": " + message;
    }

    /** Whole seconds, at least one: a client that waits less would be refused again. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /** Headers of the answer, besides its media type: when to try again, and how to prove oneself. */
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(retryAfter));
        }
        if (code == ErrorCode.AUTHENTICATION_ERROR) {
            headers.put("WWW-Authenticate", "Bearer realm=\"archipel\"");
        }
        return headers;
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
