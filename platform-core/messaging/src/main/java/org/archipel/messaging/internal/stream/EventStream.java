package org.archipel.messaging.internal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.outbox.StoredEvent;
import org.archipel.messaging.internal.stream.LiveEvents.LiveEvent;

/**
 * What one client gets to see: first what it missed, then what happens. One event is on its way at a time, the others wait in a
 * bounded queue; a client that is too slow for it is dropped and comes back with the id of the last event that it got.
 */
final class EventStream {
    /** Events that may wait for a slow client. */
    static final int CAPACITY = 512;
    /** Of their data: as nodes in memory it takes up to thirty times as much. */
    private static final int MOST_CHARACTERS = 2 << 20;
    /** What is not kept, such as progress, gives way before the queue is full. */
    private static final int CAPACITY_FOR_PASSING = CAPACITY / 2;

    private static final Duration STUCK = Duration.ofSeconds(30);
    /** Also finds clients that went away without a word: the second write to them fails. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    private static final Duration NUDGE = Duration.ofMillis(200);

    private final String organizationId;
    private final String owner;
    private final TopicFilter topics;
    private final Outlet outlet;
    private final Instant expires;
    private final Deque<LiveEvent> queue = new ArrayDeque<>();

    private long seq;
    private long waiting;
    private boolean live;
    private boolean over;
    private boolean nudged;
    private Instant sendingSince;
    private Instant lastSent;

    EventStream(String organizationId, String owner, TopicFilter topics, Outlet outlet, Instant now, Instant expires) {
        this.organizationId = organizationId;
        this.owner = owner;
        this.topics = topics;
        this.outlet = outlet;
        this.expires = expires;
        this.lastSent = now;
    }

    String organizationId() {
        return organizationId;
    }

    String owner() {
        return owner;
    }

    /** The last place in the stream that was taken in. */
    synchronized long seq() {
        return seq;
    }

    /** Sets from where on events are wanted. */
    synchronized void begin(long after) {
        seq = after;
    }

    /** Sends a first sign of life, so that the client knows that it is connected. */
    synchronized void greet() {
        if (sendingSince == null) {
            begin(outlet.beat());
        }
    }

    /** Whether what was taken in is sent, so that there is place for more of the past. */
    synchronized boolean drained() {
        return queue.isEmpty() && !over;
    }

    synchronized boolean live() {
        return live;
    }

    /** From now on live events are taken in. */
    synchronized void goLive() {
        live = true;
    }

    /** Takes in events that the client missed. */
    synchronized void catchUp(List<StoredEvent> missed) {
        for (StoredEvent event : missed) {
            offer(LiveEvent.of(event));
        }
        sendNext();
    }

    /** Takes in what just happened. */
    synchronized void accept(LiveEvent event) {
        boolean kept = event.seq() > 0;
        if (kept ? live : queue.size() < CAPACITY_FOR_PASSING) {
            offer(event);
            sendNext();
        }
    }

    private void offer(LiveEvent event) {
        if (over || event.seq() > 0 && event.seq() <= seq) {
            return;
        }
        seq = Math.max(seq, event.seq());
        if (!topics.matches(event.event().topic())) {
            return;
        }
        if (queue.size() >= CAPACITY || !queue.isEmpty() && waiting + event.characters() > MOST_CHARACTERS) {
            over = true;
            queue.clear();
        } else {
            queue.addLast(event);
            waiting += event.characters();
        }
    }

    private void sendNext() {
        if (sendingSince == null && !queue.isEmpty() && !over) {
            LiveEvent next = queue.removeFirst();
            waiting -= next.characters();
            begin(outlet.send(next));
        }
    }

    private void begin(CompletionStage<?> sending) {
        sendingSince = Instant.now();
        nudged = false;
        sending.whenComplete((done, failure) -> sent(failure));
    }

    private synchronized void sent(Throwable failure) {
        sendingSince = null;
        lastSent = Instant.now();
        if (failure != null) {
            over = true;
            queue.clear();
        } else {
            sendNext();
        }
    }

    /** Looks after the connection; whether it is to be closed. */
    synchronized boolean tick(Instant now) {
        if (over || outlet.closed() || now.isAfter(expires) || isPast(sendingSince, STUCK, now)) {
            over = true;
            return true;
        }
        if (sendingSince == null && isPast(lastSent, BEAT, now)) {
            begin(outlet.beat());
        } else if (!nudged && isPast(sendingSince, NUDGE, now)) {
            // The container's queue can miss the wake-up for an event that came just as it ran empty; the next one
            // brings it along.
            nudged = true;
            outlet.beat();
        }
        return false;
    }

    private static boolean isPast(Instant since, Duration limit, Instant now) {
        return since != null && since.plus(limit).isBefore(now);
    }

    void close() {
        synchronized (this) {
            over = true;
            queue.clear();
        }
        outlet.close();
    }
}
