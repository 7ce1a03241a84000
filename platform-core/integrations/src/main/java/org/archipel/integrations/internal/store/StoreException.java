package org.archipel.integrations.internal.store;

import java.sql.SQLException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The database failed; the cause is for the log and for the unit of work, which tries again what lost to another transaction. */
public class StoreException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public StoreException(SQLException cause) {
        super(ErrorCode.SYSTEM_ERROR, "the database could not do it", cause);
    }
}
