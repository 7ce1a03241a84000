package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.messaging.JobCancelledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the connector for the pages of a run, one after the other. The next one is on its way while the one before is prepared: at
 * most one ahead, so memory stays bounded. Used by one thread at a time, but for {@link #close}.
 */
final class PageReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageReader.class);
    private static final int MOST_OVERFLOW = 10_000;
    private static final int PATIENCE_SECONDS = 10;

    private final ExecutorService executor;
    private final ConnectorSession session;
    private final SyncRun run;
    private final int pageSize;
    private final PageGuard guard = new PageGuard();
    private final ReentrantLock asking = new ReentrantLock();
    private Optional<JsonNode> cursor;
    private long remaining;
    private volatile Future<ReadPage> ahead;
    private volatile boolean closed;

    PageReader(ExecutorService executor, ConnectorSession session, SyncRun run, int pageSize) {
        this.executor = executor;
        this.session = session;
        this.run = run;
        this.pageSize = pageSize;
        this.cursor = run.cursor().or(run::bookmark);
        this.remaining = run.remaining();
    }

    /** Whether the run may read no more records. */
    boolean exhausted() {
        return remaining == 0;
    }

    /**
     * The next page, with no more records than the run may still read.
     *
     * @throws RemoteException if the connector fails, or if what it tells has no end
     * @throws JobCancelledException if the reader is closed or its thread interrupted
     */
    ReadPage next() {
        ReadPage page = ahead == null ? read() : await(ahead);
        if (page.records().size() > remaining) {
            page = first(page, (int) remaining);
        }
        cursor = page.nextCursor();
        remaining -= page.records().size();
        ahead = page.hasMore() && remaining > 0 ? begin() : null;
        // Who closes it meanwhile may have looked too early.
        if (closed) {
            close();
        }
        return page;
    }

    private Future<ReadPage> begin() {
        try {
            return executor.submit(this::read);
        } catch (RejectedExecutionException e) {
            throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
        }
    }

    private static ReadPage await(Future<ReadPage> page) {
        try {
            return page.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (CancellationException e) {
            throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
        }
    }

    private static ReadPage first(ReadPage page, int count) {
        return new ReadPage(
                page.records().subList(0, count),
                page.nextCursor(),
                page.hasMore(),
                page.total(),
                page.resumable(),
                page.complete(),
                page.unchanged(),
                page.bookmark());
    }

    private ReadPage read() {
        int limit = (int) Math.min(pageSize, remaining);
        ReadPage page = ask(new ReadRequest(run.entity(), cursor, limit, run.since()));
        if (page == null) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "The connector returned no page.", false);
        }
        if (page.records().size() > limit + MOST_OVERFLOW) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "The connector was asked for " + limit + " records and returned "
                            + page.records().size() + ".",
                    false);
        }
        guard.check(cursor, page);
        return page;
    }

    private ReadPage ask(ReadRequest request) {
        asking.lock();
        try {
            if (closed) {
                throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
            }
            return session.read(request);
        } catch (PlatformException | JobCancelledException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Connector of integration {} failed to read {}", run.integrationId(), run.entity(), e);
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", false, null, e);
        } finally {
            asking.unlock();
        }
    }

    /**
     * Interrupts a read in progress and waits for its end, for seconds at most: the session is used by others then, and by one thread at a
     * time. By any thread.
     */
    @Override
    public void close() {
        closed = true;
        Future<ReadPage> pending = ahead;
        if (pending != null) {
            pending.cancel(true);
        }
        try {
            if (asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                asking.unlock();
            } else {
                LOG.warn(
                        "Connector of integration {} goes on reading {} though it was interrupted",
                        run.integrationId(),
                        run.entity());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
