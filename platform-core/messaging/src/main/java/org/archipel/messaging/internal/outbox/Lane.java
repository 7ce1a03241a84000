package org.archipel.messaging.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.outbox.SubscriptionStore.Retry;
import org.archipel.messaging.internal.outbox.SubscriptionStore.Subject;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one subscription, one event after the other in the order of the stream. A lease in the database keeps all nodes but
 * one out. An event that fails moves to the retries together with what follows for its subject, so that the other subjects go on.
 * The place in the stream is saved after each batch: after a crash up to a batch of events is delivered again. A lane of an
 * organization reads the events of that alone, and ends its turn after a second: others wait for its thread.
 */
final class Lane {
    static final Duration LEASE = Duration.ofSeconds(30);
    static final int MAX_ATTEMPTS = 12;

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BATCH = 100;
    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final Optional<String> organizationId;
    private final String node;
    private final UnitOfWork work;
    private final EventStore events;
    private final SubscriptionStore subscriptions;
    private final Clock clock;

    private volatile Subscriber subscriber;
    private volatile boolean active;
    private volatile boolean stopped;
    private volatile boolean retrying;
    // Of the run that goes on; runs follow each other.
    private long began;
    private boolean unfinished;

    /** @param organizationId empty for the events of all organizations */
    Lane(
            String name,
            Optional<String> organizationId,
            String node,
            UnitOfWork work,
            EventStore events,
            SubscriptionStore subscriptions,
            Clock clock) {
        this.name = name;
        this.organizationId = organizationId;
        this.node = node;
        this.work = work;
        this.events = events;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** Sets who receives from now on; a newer service replaces an older one of the same name. */
    void serve(EventSubscriber service, TopicFilter topics) {
        subscriber = new Subscriber(service, topics);
        stopped = false;
    }

    /** Stops after the present event if this is still the one who receives; whether it was. */
    boolean stop(EventSubscriber service) {
        Subscriber present = subscriber;
        if (present == null || present.service() != service) {
            return false;
        }
        stopped = true;
        return true;
    }

    /** Begins no further delivery. */
    void halt() {
        stopped = true;
    }

    /** Whose events it delivers; empty for those of all organizations. */
    Optional<String> organizationId() {
        return organizationId;
    }

    /** Whether it has to look for events of one of the topics; where it costs much to find out, it has. */
    boolean wantsAny(Collection<String> topics) {
        Subscriber present = subscriber;
        return present != null && present.mayWantAny(topics);
    }

    private boolean wants(String topic) {
        Subscriber present = subscriber;
        return present != null && present.wants(topic);
    }

    /** Whether it has to look without a new event: it waits to give something again, or could not look before. */
    boolean retrying() {
        return retrying;
    }

    /** It looks without a new event: for what was given up and is tried again, and for what it could not deliver before. */
    void lookAgain() {
        retrying = true;
    }

    /** Makes sure that the subscription exists; a new one begins after the given place. */
    void register(long from) {
        work.run(transaction -> {
            if (!subscriptions.exists(transaction, name)) {
                subscriptions.insert(transaction, name, organizationId, from, clock.instant());
            } else if (organizationId.isPresent()) {
                subscriptions.own(transaction, name, organizationId.get());
            }
        });
        retrying = true;
    }

    /** Delivers what there is, if no other node does; whether there is more that has to wait for the next turn. */
    boolean run() {
        began = System.nanoTime();
        unfinished = false;
        Optional<Stretch> first = work.call(this::take);
        active = first.isPresent();
        try {
            for (Optional<Stretch> next = first; next.isPresent(); ) {
                next = deliver(next.get());
            }
        } finally {
            if (active) {
                active = false;
                work.run(transaction -> subscriptions.release(transaction, name, node));
            }
        }
        return unfinished;
    }

    private boolean turnIsOver() {
        return organizationId.isPresent() && System.nanoTime() - began > TURN_NANOS;
    }

    /** Prolongs the lease while a delivery takes its time. */
    void prolong() {
        if (active) {
            Instant until = clock.instant().plus(LEASE);
            work.run(transaction -> subscriptions.prolong(transaction, name, node, until));
        }
    }

    /** To be called once in a while, so that a subscription without events is not taken for abandoned. */
    void touch() {
        work.run(transaction -> subscriptions.touch(transaction, name, clock.instant()));
    }

    /** The lease and what comes next; empty if another node has it, or nothing is to be delivered. */
    private Optional<Stretch> take(Transaction transaction) {
        Instant now = clock.instant();
        if (!subscriptions.hold(transaction, name, node, now, now.plus(LEASE))) {
            // The node that holds it may die before it gets to the event for which this one was woken.
            retrying |= subscriptions.exists(transaction, name);
            return Optional.empty();
        }
        tellMissed(transaction);
        // Another node may have failed to deliver, and what was given up may be tried again by now.
        retrying |= !subscriptions.blocked(transaction, name).isEmpty();
        OptionalLong seq = subscriptions.seq(transaction, name);
        Optional<Stretch> next = seq.isPresent() ? Optional.of(after(transaction, seq.getAsLong())) : Optional.empty();
        if (next.isPresent() && (retrying || !next.get().events().isEmpty())) {
            return next;
        }
        subscriptions.release(transaction, name, node);
        return Optional.empty();
    }

    private void tellMissed(Transaction transaction) {
        long missed = organizationId.isPresent() ? subscriptions.takeMissed(transaction, name) : 0;
        if (missed > 0) {
            EventSubscriber service = subscriber.service();
            transaction.afterCommit(() -> service.missed(missed));
        }
    }

    private Stretch after(Transaction transaction, long seq) {
        EventPage page = organizationId.isPresent()
                ? events.after(transaction, organizationId.get(), seq, BATCH)
                : events.after(transaction, seq, BATCH);
        return new Stretch(seq, page.events(), page.more());
    }

    /** Delivers what failed before and the stretch; the next one, or empty when the lease is given back or lost, or the turn is over. */
    private Optional<Stretch> deliver(Stretch stretch) {
        Set<Subject> blocked = deliverAgain();
        Progress progress = deliver(stretch.events(), blocked);
        progress.seq = Math.max(stretch.after(), progress.seq);
        retrying = !blocked.isEmpty();
        boolean rest = !stopped && (stretch.more() || progress.seq < stretch.last());
        boolean more = rest && !turnIsOver();
        unfinished = rest && !more;
        return work.call(transaction -> {
            if (!subscriptions.advance(transaction, name, node, progress.seq)) {
                LOG.warn("Another node took over the deliveries to {}", name);
                retrying = true;
                return Optional.empty();
            }
            progress.failed.forEach(
                    failed -> subscriptions.insertRetry(transaction, name, failed.event(), failed.retry()));
            if (more) {
                return Optional.of(after(transaction, progress.seq));
            }
            subscriptions.release(transaction, name, node);
            transaction.afterCommit(() -> active = false);
            return Optional.empty();
        });
    }

    /** Tries what failed before; the subjects that stay blocked. */
    private Set<Subject> deliverAgain() {
        List<Retry> due = retrying ? dueRetries() : List.of();
        while (!due.isEmpty() && !stopped && !turnIsOver()) {
            due.forEach(this::deliverAgain);
            due = dueRetries();
        }
        return retrying
                ? new HashSet<>(work.call(transaction -> subscriptions.blocked(transaction, name)))
                : new HashSet<>();
    }

    private List<Retry> dueRetries() {
        return work.call(transaction -> subscriptions.due(transaction, name, clock.instant(), BATCH));
    }

    private void deliverAgain(Retry retry) {
        if (stopped || turnIsOver()) {
            return;
        }
        String error = work.call(transaction -> events.at(transaction, retry.seq()))
                .map(this::attempt)
                .orElse(null);
        work.run(transaction -> {
            if (error == null) {
                subscriptions.delivered(transaction, name, retry.seq());
                return;
            }
            int attempts = retry.attempts() + 1;
            Retry next = new Retry(retry.seq(), attempts, clock.instant().plus(RedeliveryDelay.after(attempts)), error);
            subscriptions.failedAgain(transaction, name, next, attempts >= MAX_ATTEMPTS);
        });
    }

    private Progress deliver(List<StoredEvent> batch, Set<Subject> blocked) {
        Progress progress = new Progress();
        for (StoredEvent event : batch) {
            if (stopped || progress.seq > 0 && turnIsOver()) {
                break;
            }
            Subject subject = new Subject(event.organizationId(), event.event().subject());
            if (wants(event.event().topic())) {
                if (blocked.contains(subject)) {
                    progress.failed.add(new Failed(event, new Retry(event.seq(), 0, clock.instant(), null)));
                } else {
                    String error = attempt(event);
                    if (error != null) {
                        blocked.add(subject);
                        Instant next = clock.instant().plus(RedeliveryDelay.after(1));
                        progress.failed.add(new Failed(event, new Retry(event.seq(), 1, next, error)));
                    }
                }
            }
            progress.seq = event.seq();
        }
        return progress;
    }

    /** Null when it went well, else what went wrong. */
    private String attempt(StoredEvent event) {
        return subscriber.receive(name, event);
    }

    /** Events that follow a place in the stream. */
    private record Stretch(long after, List<StoredEvent> events, boolean more) {
        long last() {
            return events.isEmpty() ? after : events.get(events.size() - 1).seq();
        }
    }

    private record Failed(StoredEvent event, Retry retry) {}

    /** What became of a batch. */
    private static final class Progress {
        private long seq;
        private final List<Failed> failed = new ArrayList<>();
    }
}
