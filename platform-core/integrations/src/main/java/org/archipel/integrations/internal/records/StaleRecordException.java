package org.archipel.integrations.internal.records;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** A record changed between being read and being written; the whole transaction is to be done again. */
public class StaleRecordException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public StaleRecordException() {
        super(ErrorCode.CONFLICT, "the record was changed at the same time");
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
