package org.archipel.messaging;

/** Thrown inside a job handler to leave it because the job was cancelled or goes back to the queue. */
public class JobCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public JobCancelledException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why a run has to end. */
    public enum Reason {
        /** Someone asked the job to stop: it ends as {@link Job.State#CANCELLED}. */
        CANCELLED("the job was cancelled"),
        /** The platform or the handler's bundle stops: the job goes on later, here or on another node. */
        SHUTDOWN("the job is handed back to the queue"),
        /** Another node took the job over, because this one did not give a sign of life: what runs here has no effect anymore. */
        SUPERSEDED("another run took the job over");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
