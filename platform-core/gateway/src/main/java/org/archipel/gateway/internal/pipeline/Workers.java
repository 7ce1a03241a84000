package org.archipel.gateway.internal.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.base.DaemonThreads;
import org.archipel.rest.ProblemException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The threads that do what costs time beside the server's own, of which no organization has more than half. Actions of connectors, which
 * may hang without an end, have threads of their own: an integration has few of them, an organization a quarter. A request that finds
 * all of them taken is refused.
 */
@Component(service = Workers.class)
public class Workers implements Executor {
    private static final int THREADS = Math.max(32, 8 * Runtime.getRuntime().availableProcessors());
    private static final int QUEUE = 2_000;
    private static final int ACTIONS = 64;
    private static final int ACTIONS_OF_ONE = 4;
    private static final int ACTIONS_WAITING = 200;
    private static final String WAITING = "waiting/";
    private static final String ACTING = "acting/";
    private static final int UNAVAILABLE = 503;

    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor actions;
    private final ScheduledExecutorService timer;
    private final Cache<String, Share> shares =
            Caffeine.newBuilder().weakValues().build();

    @Activate
    public Workers() {
        threads = pool(THREADS, "gateway-work");
        actions = pool(ACTIONS, "gateway-action");
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, DaemonThreads.numbered("gateway-timer"));
        clock.setRemoveOnCancelPolicy(true);
        timer = clock;
    }

    private static ThreadPoolExecutor pool(int most, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(QUEUE), DaemonThreads.numbered(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Deactivate
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
        actions.shutdownNow();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** @throws ProblemException with 503 if too much waits already */
    @Override
    public void execute(Runnable task) {
        execute(threads, task);
    }

    /** The threads as one organization has them: half of them at most. */
    public Executor of(String organizationId) {
        return share(organizationId, threads, THREADS / 2, QUEUE / 2);
    }

    /** The threads as one organization has them for what waits: of those it has otherwise some are always left. */
    Executor ofWaiting(String organizationId) {
        return share(WAITING + organizationId, threads, THREADS / 4, QUEUE / 2);
    }

    /** The threads as the actions of one integration have them: what hangs there leaves some to the organization's others. */
    Executor ofActions(String organizationId, String integrationId) {
        Executor own = share(ACTING + organizationId, actions, ACTIONS / 4, QUEUE / 2);
        return share(ACTING + organizationId + "/" + integrationId, own, ACTIONS_OF_ONE, ACTIONS_WAITING);
    }

    private Executor share(String name, Executor all, int most, int mostWaiting) {
        Share share = shares.get(name, absent -> new Share(all, most, mostWaiting));
        return task -> execute(share, task);
    }

    private static void execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(UNAVAILABLE, ErrorCode.SYSTEM_ERROR, "Too many requests wait already.");
        }
    }
}
