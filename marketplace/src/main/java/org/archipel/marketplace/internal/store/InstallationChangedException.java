package org.archipel.marketplace.internal.store;

import org.archipel.api.error.ConflictException;

/** An installation is not any more as it was when its change was thought through. */
public final class InstallationChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    InstallationChangedException() {
        super("the installation was changed by someone else meanwhile");
    }
}
