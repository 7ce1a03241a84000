package org.archipel.api.error;

/** An extension or connector tried what its grants do not cover. */
public class PermissionDeniedException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public PermissionDeniedException(String message) {
        super(ErrorCode.PERMISSION_DENIED, message);
    }
}
