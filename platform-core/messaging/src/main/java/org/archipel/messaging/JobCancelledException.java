package org.archipel.messaging;

/** Thrown inside a job handler to leave it because the job was cancelled or handed back to the queue. */
public class JobCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobCancelledException() {
        super("the job was cancelled");
    }
}
