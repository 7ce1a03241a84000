package org.archipel.integrations.internal.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits webhooks of many requests together: while one commit is on its way to the disk the next ones gather, and each request is
 * answered when its own is there. So the disk is asked a few hundred times a second, not for every webhook.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_IN_COMMIT = 500;
    private static final int MOST_WAITING = 5_000;
    private static final long PATIENCE_SECONDS = 20;

    private final UnitOfWork work;
    private final ReceivedStore store;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer = new Thread(this::run, "archipel-webhook-writer");
    private volatile boolean closed;

    private record Waiting(ReceivedWebhook webhook, CompletableFuture<Boolean> written) {}

    GroupCommit(UnitOfWork work, ReceivedStore store) {
        this.work = work;
        this.store = store;
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Stores a webhook and returns when it is on the disk.
     *
     * @return false if it is a repetition
     * @throws PlatformException retryable, if it could not be stored
     */
    boolean store(ReceivedWebhook webhook) {
        Waiting waiting = new Waiting(webhook, new CompletableFuture<>());
        try {
            if (closed || !queue.offer(waiting, 1, TimeUnit.SECONDS)) {
                throw unavailable(null);
            }
            return waiting.written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static PlatformException unavailable(Throwable cause) {
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "The webhook could not be stored.", cause);
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MOST_IN_COMMIT);
        while (!closed) {
            try {
                Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_IN_COMMIT - 1);
                    commit(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Also where memory was short for a moment: no other thread of this node stores webhooks.
                LOG.warn("Webhooks could not be stored; their senders are asked to come again", e);
                batch.forEach(one -> one.written.completeExceptionally(e));
                batch.clear();
            }
        }
    }

    private void commit(List<Waiting> batch) {
        List<ReceivedWebhook> webhooks = batch.stream().map(Waiting::webhook).toList();
        Set<String> written;
        try {
            written = work.call(transaction -> store.insertNew(transaction, webhooks));
        } catch (RuntimeException e) {
            LOG.debug("Some webhooks of a commit may be repetitions", e);
            commitKnown(batch, webhooks);
            return;
        }
        batch.forEach(one -> one.written.complete(written.contains(one.webhook.id())));
    }

    private void commitKnown(List<Waiting> batch, List<ReceivedWebhook> webhooks) {
        try {
            Set<String> written = work.call(transaction -> store.insert(transaction, webhooks));
            batch.forEach(one -> one.written.complete(written.contains(one.webhook.id())));
        } catch (RuntimeException e) {
            LOG.debug("Another node may have stored some of the webhooks at the same moment", e);
            batch.forEach(this::commitAlone);
        }
    }

    private void commitAlone(Waiting one) {
        try {
            one.written.complete(work.<Boolean>call(transaction -> store.insertOne(transaction, one.webhook)));
        } catch (RuntimeException e) {
            one.written.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        queue.forEach(one -> one.written.completeExceptionally(new IllegalStateException("stopped")));
    }
}
