package org.archipel.persistence;

import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/**
 * The database failed or is away. The message is fit for callers; the cause (for the log only) keeps what the driver said.
 */
public class DatabaseException extends PlatformException {
    private static final long serialVersionUID = 1L;

    /** How long a database that is away may take to come back, as callers are told. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    public DatabaseException(String message, Throwable cause) {
        super(ErrorCode.SYSTEM_ERROR, message, cause);
    }

    private DatabaseException(String message, Duration retryAfter, Throwable cause) {
        super(ErrorCode.SYSTEM_ERROR, message, List.of(), retryAfter, cause);
    }

    /** For a database that cannot be reached, or takes no work: it may be back soon. */
    public static DatabaseException unavailable(Throwable cause) {
        return new DatabaseException("The database is not available at the moment.", AWAY, cause);
    }

    /** For an exception of plain JDBC work; the unit of work looks at the cause to tell a conflict or a deadlock. */
    public DatabaseException(Throwable cause) {
        this("The database could not do the operation.", cause);
    }
}
