package org.archipel.api.connector;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The connector cannot do what it was asked for. */
public class UnsupportedCapabilityException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public UnsupportedCapabilityException(Capability capability) {
        super(ErrorCode.VALIDATION_ERROR, "this connector has no capability " + capability);
    }
}
