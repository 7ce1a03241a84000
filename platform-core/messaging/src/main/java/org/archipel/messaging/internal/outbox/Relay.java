package org.archipel.messaging.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.archipel.base.DaemonThreads;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.EventSubscriptions;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.outbox.EventStore.News;
import org.archipel.messaging.internal.outbox.EventStore.Placed;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves events from the outbox to the subscribers of this node: gives committed events their place in the stream, then lets each
 * subscription's lane deliver. Woken after each local commit; looks by itself once a second for what other nodes committed.
 */
public final class Relay implements AutoCloseable, EventSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long ROUND_MILLIS = 1_000;
    private static final long STOP_MILLIS = 2_000;
    private static final int PLACES = 1_000;
    private static final int MOST_NEWS = 10_000;
    private static final Duration PROLONG_EVERY = Lane.LEASE.dividedBy(3);
    private static final Duration CLEAN_EVERY = Duration.ofHours(1);
    private static final Duration FORGET_SUBSCRIPTION_AFTER = Duration.ofDays(30);

    private final UnitOfWork work;
    private final EventStore events;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final String node;
    private final Duration retention;
    private final Clock clock;
    private final Runnable onNewEvents;
    private final Map<String, LaneRunner> lanes = new ConcurrentHashMap<>();
    private final LaneThreads threads = new LaneThreads();
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);

    private final CompletableFuture<Long> firstSeq = new CompletableFuture<>();

    private volatile boolean closed;
    private volatile long seenSeq = -1;
    private Instant prolonged;
    private Instant cleaned;

    /** @param onNewEvents called on the relay's thread after events got their place, or another node's became visible */
    public Relay(
            UnitOfWork work, EventStore events, String node, Duration retention, Clock clock, Runnable onNewEvents) {
        this.work = work;
        this.events = events;
        this.node = node;
        this.retention = retention;
        this.clock = clock;
        this.onNewEvents = onNewEvents;
        prolonged = clock.instant();
        // The first cleaning is not part of the start.
        cleaned = clock.instant().minus(CLEAN_EVERY).plusSeconds(60);
        thread = DaemonThreads.numbered("archipel-event-relay").newThread(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Tells that events were committed. */
    public void wake() {
        wakeUps.release();
    }

    /** Lets all subscriptions look for what they have to deliver, also again. */
    public void wakeAll() {
        lanes.values().forEach(runner -> runner.lane().lookAgain());
        signal(lane -> true);
    }

    /** @param organizationId whose events alone it is given; empty for those of all organizations */
    public void add(String name, Optional<String> organizationId, EventSubscriber subscriber, TopicFilter topics) {
        LaneRunner lane = lanes.computeIfAbsent(
                name,
                key -> new LaneRunner(
                        new Lane(key, organizationId, node, work, events, subscriptions, clock),
                        run -> threads.execute(organizationId, run)));
        lane.lane().serve(subscriber, topics);
        long from = seenSeq;
        lane.begin(from < 0 ? firstSeq : CompletableFuture.completedFuture(from));
    }

    public void remove(String name, EventSubscriber subscriber) {
        LaneRunner lane = lanes.get(name);
        if (lane != null && lane.lane().stop(subscriber)) {
            lanes.remove(name, lane);
            lane.close();
        }
    }

    @Override
    public void forget(Transaction transaction, String organizationId, String prefix) {
        subscriptions.forget(transaction, organizationId, prefix);
    }

    @Override
    public void close() {
        closed = true;
        wake();
        firstSeq.complete(0L);
        lanes.values().forEach(LaneRunner::close);
        threads.shutdown();
        awaitEnd();
    }

    /** The round that runs ends before the database goes; it is not interrupted, which would cost Derby its connection. */
    private void awaitEnd() {
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                round();
                wakeUps.tryAcquire(ROUND_MILLIS, TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                // Also where memory was short for a moment: nobody else gives events their place on this node.
                if (closed) {
                    return;
                }
                LOG.warn("Events could not be relayed; the next round tries again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            wakeUps.tryAcquire(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void round() {
        if (!firstSeq.isDone()) {
            seenSeq = work.call(transaction -> events.lastSeq(transaction));
            firstSeq.complete(seenSeq);
        }
        Placed placed = work.call(transaction -> events.givePlaces(transaction, PLACES));
        while (!placed.news().isEmpty()) {
            tell(placed.news());
            if (placed.first() == seenSeq + 1) {
                seenSeq = placed.last();
            }
            // Else another node gave the places before: they are looked for with these once more.
            onNewEvents.run();
            placed = work.call(transaction -> events.givePlaces(transaction, PLACES));
        }
        lookForOthers();
        threads.resume();
        signal(Lane::retrying);
        keepHouse();
    }

    /** Another node may have given places. */
    private void lookForOthers() {
        long last = work.call(transaction -> events.lastSeq(transaction));
        if (last != seenSeq) {
            long before = seenSeq;
            if (last - before > MOST_NEWS) {
                signal(lane -> true);
            } else {
                tell(work.call(transaction -> events.news(transaction, before, last)));
            }
            // Not before: after a failure they are looked for again.
            seenSeq = last;
            onNewEvents.run();
        }
    }

    private void tell(List<News> news) {
        Set<String> topics = news.stream().map(News::topic).collect(Collectors.toSet());
        Map<String, Set<String>> byOrganization = news.stream()
                .collect(Collectors.groupingBy(
                        News::organizationId, Collectors.mapping(News::topic, Collectors.toSet())));
        signal(lane -> lane.wantsAny(lane.organizationId()
                .map(organizationId -> byOrganization.getOrDefault(organizationId, Set.of()))
                .orElse(topics)));
    }

    private void signal(Predicate<Lane> which) {
        lanes.values().stream().filter(runner -> which.test(runner.lane())).forEach(LaneRunner::signal);
    }

    private void keepHouse() {
        Instant now = clock.instant();
        if (prolonged.plus(PROLONG_EVERY).isBefore(now)) {
            prolonged = now;
            lanes.values().forEach(runner -> runner.lane().prolong());
        }
        if (cleaned.plus(CLEAN_EVERY).isBefore(now)) {
            cleaned = now;
            lanes.values().forEach(runner -> runner.lane().touch());
            signal(lane -> true);
            clean(now);
        }
    }

    /**
     * Events are kept for their time, and longer while a subscription in use has not seen them; those that only a subscription of their
     * organization has not seen, for twice their time.
     */
    void clean(Instant now) {
        work.run(transaction -> {
            subscriptions.forgetUnseen(transaction, now.minus(FORGET_SUBSCRIPTION_AFTER));
            long last = events.lastSeq(transaction);
            long neededFrom = subscriptions.neededFrom(transaction, last);
            Instant longest = now.minus(retention.multipliedBy(2));
            subscriptions.countMissed(transaction, longest, neededFrom);
            int deleted = events.deleteBefore(transaction, now.minus(retention), neededFrom)
                    + events.deleteEvenNeeded(transaction, longest, neededFrom);
            subscriptions.forgetWithoutEvent(transaction);
            LOG.debug("{} events were forgotten", deleted);
        });
    }
}
