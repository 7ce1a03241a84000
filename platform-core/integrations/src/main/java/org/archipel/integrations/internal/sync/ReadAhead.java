package org.archipel.integrations.internal.sync;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;

/** Reads the next group while the present one is written: at most one ahead, so memory stays bounded. */
final class ReadAhead implements AutoCloseable {
    private static final long POLL_MS = 200;

    private final ExecutorService executor;
    private final GroupReader reader;
    private final JobExecution execution;
    private Future<Group> pending;

    ReadAhead(ExecutorService executor, GroupReader reader, JobExecution execution) {
        this.executor = executor;
        this.reader = reader;
        this.execution = execution;
        this.pending = executor.submit(reader::read);
    }

    /** Waits for the next group and starts to read the one after it. Leaves at once when the job is to stop. */
    Group next() {
        Group group = await();
        if (!group.last()) {
            pending = executor.submit(reader::read);
        }
        return group;
    }

    private Group await() {
        while (true) {
            execution.checkCancelled();
            try {
                return pending.get(POLL_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Time to look whether the job is to stop.
                continue;
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (CancellationException e) {
                throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "reading failed", cause);
    }

    /** Interrupts a read in progress. */
    @Override
    public void close() {
        pending.cancel(true);
        reader.close();
    }
}
