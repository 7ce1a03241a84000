package org.archipel.messaging;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.archipel.api.error.PlatformException;

/**
 * Thrown inside a job handler when the job cannot go on before something is there that will come or come back by itself, such as a
 * bundle. The run does not count as an attempt; the job goes on as soon as {@link JobQueue#arrived} names what it waits for, and
 * looks again now and then besides.
 */
public final class JobWaitsException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final String awaited;
    private final transient BooleanSupplier there;

    /**
     * @param awaited names what the job waits for, as {@link JobQueue#arrived} will
     * @param there whether it is there by now
     * @param reason why the job waits, as its owner is to read it
     */
    public JobWaitsException(String awaited, BooleanSupplier there, PlatformException reason) {
        super(reason.code(), reason.getMessage(), reason);
        this.awaited = Objects.requireNonNull(awaited);
        this.there = Objects.requireNonNull(there);
    }

    @Override
    public boolean retryable() {
        return true;
    }

    public String awaited() {
        return awaited;
    }

    public boolean there() {
        return there.getAsBoolean();
    }
}
