package org.archipel.marketplace.internal.store;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** A row of the catalogue that this version of the platform does not understand: it was damaged, or a newer version wrote it. */
public final class UnreadableEntryException extends PlatformException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String entry, Throwable cause) {
        super(
                ErrorCode.EXTENSION_LOAD_FAILED,
                "what the catalogue has stored of " + entry + " cannot be read; it is left as it is until its row is"
                        + " restored from a backup, or the version of the platform that wrote it runs again",
                cause);
    }
}
