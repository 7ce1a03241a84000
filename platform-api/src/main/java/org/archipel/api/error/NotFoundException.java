package org.archipel.api.error;

/** The thing does not exist, or not for the caller's organization. */
public class NotFoundException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(ErrorCode.NOT_FOUND, message);
    }
}
