package org.archipel.marketplace.internal.reconcile;

import java.io.UncheckedIOException;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.internal.store.StoredText;

/** A phase failed, and what was done before it was undone. */
final class PhaseFailedException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    PhaseFailedException(InstallPhase phase, Throwable cause) {
        super(code(cause), "phase " + phase + " failed: " + reason(cause), List.of(), null, cause);
        this.retryable = cause instanceof PlatformException known && known.retryable();
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    private static ErrorCode code(Throwable cause) {
        return cause instanceof PlatformException known ? known.code() : ErrorCode.EXTENSION_LOAD_FAILED;
    }

    static String reason(Throwable cause) {
        if (cause instanceof PlatformException known && known.getMessage() != null) {
            // It may be in the words of the extension.
            return StoredText.of(known.getMessage());
        }
        return cause instanceof UncheckedIOException
                ? "this node could not read or write its disk; is there room?"
                : "an unexpected error of the platform; the log has the details";
    }
}
