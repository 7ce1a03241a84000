package org.archipel.api.error;

/** Stable codes of every problem that the platform reports, as they appear in the {@code code} member of a problem document. */
public enum ErrorCode {
    CONNECTION_FAILED(true),
    AUTHENTICATION_FAILED(false),
    RATE_LIMIT_EXCEEDED(true),
    DATA_TRANSFORMATION_ERROR(false),
    SYNC_CONFLICT(false),
    EXTENSION_LOAD_FAILED(false),
    PERMISSION_DENIED(false),
    QUOTA_EXCEEDED(false),
    VALIDATION_ERROR(false),
    AUTHENTICATION_ERROR(false),
    AUTHORIZATION_ERROR(false),
    RATE_LIMIT_ERROR(true),
    INTEGRATION_ERROR(true),
    TRANSFORMATION_ERROR(false),
    WORKFLOW_ERROR(false),
    SYSTEM_ERROR(true),
    NOT_FOUND(false),
    CONFLICT(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same request may succeed later without a change by the caller. */
    public boolean retryable() {
        return retryable;
    }
}
