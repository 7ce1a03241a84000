package org.archipel.api.error;

/** The change collides with the present state: a duplicate, a running operation, a dependency. */
public class ConflictException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(ErrorCode.CONFLICT, message);
    }
}
