package org.archipel.persistence;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/**
 * The database failed or is away. The message is fit for callers; the cause (for the log only) keeps what the driver said.
 */
public class DatabaseException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, Throwable cause) {
        super(ErrorCode.SYSTEM_ERROR, message, cause);
    }

    /** For an exception of plain JDBC work; the unit of work looks at the cause to tell a conflict or a deadlock. */
    public DatabaseException(Throwable cause) {
        this("The database could not do the operation.", cause);
    }
}
