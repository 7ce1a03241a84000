package org.archipel.connector.http.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/** What the status of an answer means. */
final class Answers {
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private Answers() {}

    /**
     * @param request what was asked, without secrets, for the message
     * @throws RemoteException unless the status is a success
     */
    static void requireSuccess(HttpResponse response, String request) {
        int status = response.status();
        if (response.successful()) {
            return;
        }
        String message = request + " was answered with status " + status;
        switch (status) {
            case 401 ->
                throw new RemoteException(
                        ErrorCode.AUTHENTICATION_FAILED, message + ": the credentials were refused", false);
            case 403 ->
                throw new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, message + ": the credentials lack a permission", false);
            case 429 ->
                throw new RemoteException(
                        ErrorCode.RATE_LIMIT_EXCEEDED,
                        message + ": too many requests",
                        true,
                        retryAfter(response),
                        null);
            default ->
                throw new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, message, temporary(status), retryAfter(response), null);
        }
    }

    private static boolean temporary(int status) {
        return status >= 500 && status != 501 && status != 505 || status == 408 || status == 425;
    }

    /** The {@code Retry-After} header (RFC 9110, section 10.2.3); null if it is absent or unreadable. */
    private static Duration retryAfter(HttpResponse response) {
        String value = response.header("Retry-After").map(String::trim).orElse("");
        Duration wait;
        if (value.matches("\\d{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(value));
        } else {
            try {
                Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                wait = Duration.between(Instant.now(), until);
            } catch (DateTimeException e) {
                // Absent, or nothing that the RFC knows: the caller waits as long as it thinks fit.
                return null;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
