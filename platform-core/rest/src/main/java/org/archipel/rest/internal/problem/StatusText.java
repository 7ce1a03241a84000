package org.archipel.rest.internal.problem;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** HTTP statuses: their phrase, the status of a code, and the code of a status that was given without one. */
final class StatusText {
    static final int UNAVAILABLE = 503;

    private StatusText() {}

    /** The phrase of RFC 9110 for the status. */
    static String of(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case UNAVAILABLE -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 508 -> "Loop Detected";
            default -> status < 500 ? "Request Refused" : "Server Error";
        };
    }

    /** The status that a failure is answered with: one of the platform that says when it will be over is an outage. */
    static int of(PlatformException failure) {
        boolean outage =
                failure.code() == ErrorCode.SYSTEM_ERROR && failure.retryAfter().isPresent();
        return outage ? UNAVAILABLE : of(failure.code());
    }

    /** The status that a failure with this code is answered with. */
    static int of(ErrorCode code) {
        return switch (code) {
            case VALIDATION_ERROR -> 400;
            case AUTHENTICATION_ERROR -> 401;
            case PERMISSION_DENIED, AUTHORIZATION_ERROR -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, SYNC_CONFLICT -> 409;
            case DATA_TRANSFORMATION_ERROR, TRANSFORMATION_ERROR, EXTENSION_LOAD_FAILED, WORKFLOW_ERROR -> 422;
            case RATE_LIMIT_ERROR, QUOTA_EXCEEDED -> 429;
            case SYSTEM_ERROR -> 500;
            // The remote side failed, not the caller and not the platform.
            case CONNECTION_FAILED, AUTHENTICATION_FAILED, INTEGRATION_ERROR -> 502;
            case RATE_LIMIT_EXCEEDED -> UNAVAILABLE;
        };
    }

    /** The code of a refusal by the HTTP or JAX-RS layer, which knows only the status. */
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.AUTHENTICATION_ERROR;
            case 403 -> ErrorCode.AUTHORIZATION_ERROR;
            case 404, 410 -> ErrorCode.NOT_FOUND;
            case 409, 412 -> ErrorCode.CONFLICT;
            case 429 -> ErrorCode.RATE_LIMIT_ERROR;
            default -> status < 500 ? ErrorCode.VALIDATION_ERROR : ErrorCode.SYSTEM_ERROR;
        };
    }

    /** What to tell a person of a refusal by the HTTP or JAX-RS layer. */
    static String detailOf(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 401 -> "A valid credential is needed.";
            case 403 -> "The credential does not allow this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "The resource does not have this method; see the Allow header.";
            case 406 -> "The resource has no representation that the Accept header allows.";
            case 408 -> "The request was not received in time.";
            case 413 -> "The request body is larger than allowed.";
            case 414 -> "The request address is longer than allowed.";
            case 415 -> "The resource does not take this media type.";
            case 431 -> "The request headers are larger than allowed.";
            default -> status < 500 ? "The request was refused." : "The request could not be processed.";
        };
    }
}
