package org.archipel.marketplace.internal.reconcile;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** Some copies of a version that was taken back are being changed, or cannot be changed at the moment. */
final class CopiesLeftException extends PlatformException {
    private static final long serialVersionUID = 1L;

    CopiesLeftException(int copies) {
        super(ErrorCode.CONFLICT, copies + " copies are not changed yet");
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
