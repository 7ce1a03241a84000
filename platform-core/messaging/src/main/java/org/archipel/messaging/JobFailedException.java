package org.archipel.messaging;

import org.archipel.api.error.PlatformException;

/** Tells a caller who waited for a job that it failed, with the code and message of the job's own failure. */
public class JobFailedException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public JobFailedException(Job.Failure failure) {
        super(failure.code(), failure.message());
        this.retryable = failure.retryable();
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
