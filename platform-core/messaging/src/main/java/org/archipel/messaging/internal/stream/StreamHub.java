package org.archipel.messaging.internal.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.base.DaemonThreads;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.outbox.EventPage;
import org.archipel.messaging.internal.outbox.EventStore;
import org.archipel.messaging.internal.outbox.StoredEvent;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event streams of the clients of this node. All of them share one reader of the outbox and a few threads; while nobody
 * listens, nothing is read. Thread-safe.
 */
public final class StreamHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
    private static final int MAX_STREAMS = 2_000;
    private static final int PAGE = 100;
    private static final long TICK_MILLIS = 250;
    /** A client comes back with its credential from time to time. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final UnitOfWork work;
    private final EventStore events;
    private final LiveEvents live;
    private final int perCaller;
    private final Clock clock;
    private final Map<EventStream, Runnable> streams = new ConcurrentHashMap<>();
    private final Object tailLock = new Object();
    private long tailSeq;
    private ScheduledExecutorService ticker;
    private ExecutorService closer;

    /** @param perCaller streams that one caller may hold open */
    public StreamHub(UnitOfWork work, EventStore events, LiveEvents live, int perCaller, Clock clock) {
        this.work = work;
        this.events = events;
        this.live = live;
        this.perCaller = perCaller;
        this.clock = clock;
    }

    /**
     * Begins to send the organization's events to a client.
     *
     * @param owner whose limit of streams counts
     * @param after the last place that the client saw; empty for «from now on»
     * @throws QuotaExceededException if the caller, or all together, have too many streams
     */
    public void open(String organizationId, String owner, TopicFilter topics, OptionalLong after, Outlet outlet) {
        Instant now = clock.instant();
        EventStream stream = new EventStream(organizationId, owner, topics, outlet, now, now.plus(LONGEST));
        long last = work.call(transaction -> events.lastSeq(transaction));
        synchronized (tailLock) {
            checkLimits(owner);
            startThreads();
            if (streams.isEmpty()) {
                tailSeq = last;
            }
            streams.put(stream, live.watch(organizationId, stream::accept));
            stream.begin(after.orElse(tailSeq));
            if (after.isEmpty()) {
                stream.goLive();
            }
        }
        stream.greet();
        if (after.isPresent()) {
            ticker.execute(() -> catchUp(stream));
        }
    }

    private void checkLimits(String owner) {
        if (streams.size() >= MAX_STREAMS) {
            throw new QuotaExceededException("The platform serves as many event streams as it can.");
        }
        long own = streams.keySet().stream()
                .filter(stream -> stream.owner().equals(owner))
                .count();
        if (own >= perCaller) {
            throw new QuotaExceededException("You may have " + perCaller + " event streams at the same time.");
        }
    }

    private void startThreads() {
        if (ticker == null) {
            ticker = DaemonThreads.timer(2, DaemonThreads.numbered("archipel-streams"));
            closer = Executors.newCachedThreadPool(DaemonThreads.numbered("archipel-stream-close"));
            ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Hands out what is new in the outbox; called after events got their place. */
    public void onNewEvents() {
        synchronized (tailLock) {
            EventPage page;
            do {
                if (streams.isEmpty()) {
                    return;
                }
                long from = tailSeq;
                page = work.call(transaction -> events.after(transaction, from, PAGE));
                for (StoredEvent event : page.events()) {
                    live.hand(event.organizationId(), LiveEvents.LiveEvent.of(event));
                    tailSeq = event.seq();
                }
            } while (page.more());
        }
    }

    /** Sends a page of what the client missed; it goes live when nothing of the past is left. */
    private void catchUp(EventStream stream) {
        while (streams.containsKey(stream) && !stream.live() && stream.drained()) {
            EventPage page = read(stream);
            if (page.more()) {
                stream.catchUp(page.events());
            } else {
                synchronized (tailLock) {
                    // Nothing is handed out meanwhile: what is not in this page will come live.
                    EventPage rest = read(stream);
                    stream.catchUp(rest.events());
                    if (!rest.more()) {
                        stream.goLive();
                    }
                }
            }
        }
    }

    private EventPage read(EventStream stream) {
        return work.call(transaction -> events.after(transaction, stream.organizationId(), stream.seq(), PAGE));
    }

    private void tick() {
        try {
            Instant now = clock.instant();
            for (EventStream stream : streams.keySet()) {
                if (stream.tick(now)) {
                    drop(stream);
                } else if (!stream.live()) {
                    catchUp(stream);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Event streams could not be looked after; the next round tries again", e);
        }
    }

    private void drop(EventStream stream) {
        Runnable unwatch = streams.remove(stream);
        if (unwatch != null) {
            unwatch.run();
            closer.execute(stream::close);
        }
    }

    /** How many streams are open. */
    public int open() {
        return streams.size();
    }

    @Override
    public void close() {
        synchronized (tailLock) {
            if (ticker != null) {
                ticker.shutdown();
                streams.keySet().forEach(this::drop);
                closer.shutdown();
            }
        }
    }
}
