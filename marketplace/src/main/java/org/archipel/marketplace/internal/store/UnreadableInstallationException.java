package org.archipel.marketplace.internal.store;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** A row that this version of the platform does not understand: it was damaged, or a newer version wrote it. */
public final class UnreadableInstallationException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final String installationId;

    UnreadableInstallationException(String installationId, String extensionId, String column, Throwable cause) {
        super(
                ErrorCode.EXTENSION_LOAD_FAILED,
                "what is stored of the installation " + installationId + " of " + extensionId + " cannot be read ("
                        + column + "); it is left as it is until its row is restored from a backup, or the version of"
                        + " the platform that wrote it runs again",
                cause);
        this.installationId = installationId;
    }

    public String installationId() {
        return installationId;
    }
}
