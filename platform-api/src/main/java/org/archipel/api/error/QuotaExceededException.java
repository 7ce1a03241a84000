package org.archipel.api.error;

/** A quota of the organization, installation or key is used up. */
public class QuotaExceededException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public QuotaExceededException(String message) {
        super(ErrorCode.QUOTA_EXCEEDED, message);
    }
}
