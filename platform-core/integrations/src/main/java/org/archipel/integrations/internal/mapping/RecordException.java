package org.archipel.integrations.internal.mapping;

import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;

/** One record cannot be mapped; it goes to quarantine with the pointer and the reason. */
public class RecordException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public RecordException(String pointer, String message) {
        super(ErrorCode.DATA_TRANSFORMATION_ERROR, message, List.of(new FieldError(pointer, message)), null, null);
    }

    /** Where in the record. */
    public String pointer() {
        return errors().isEmpty() ? "" : errors().get(0).pointer();
    }
}
