package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.event.Event;
import org.archipel.messaging.internal.outbox.SubscriptionStore.Retry;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class SubscriptionStoreTest {
    private final UnitOfWork work;
    private final SubscriptionStore store = new SubscriptionStore();
    private final EventStore events = new EventStore();
    private final String name = Ids.next();
    private final String organization = Ids.next();
    private final Instant now = Timestamps.stored(Instant.now());

    SubscriptionStoreTest(TestDatabase database) {
        work = database.unit("messaging");
    }

    @DatabaseTest
    void leaseIsHeldByOneNodeUntilItEnds() {
        work.run(transaction -> store.insert(transaction, name, Optional.empty(), 0, now));

        assertThat(hold("one", now)).isTrue();
        assertThat(hold("two", now)).isFalse();
        assertThat(hold("one", now)).isTrue();
        assertThat(hold("two", now.plusSeconds(31))).isTrue();
        assertThat(work.<Boolean>call(transaction -> store.advance(transaction, name, "one", 7)))
                .isFalse();
        work.run(transaction -> store.release(transaction, name, "two"));
        assertThat(hold("one", now)).isTrue();
    }

    @DatabaseTest
    void onlyTheFirstDeliveryOfABlockedSubjectIsDue() {
        List<StoredEvent> stored = append("a", "a", "b");
        stored.forEach(event -> retry(event, now));

        assertThat(due(now)).containsExactly(stored.get(0).seq(), stored.get(2).seq());

        work.run(transaction -> store.delivered(transaction, name, stored.get(0).seq()));
        assertThat(due(now)).containsExactly(stored.get(1).seq(), stored.get(2).seq());
        assertThat(due(now.minusSeconds(1))).isEmpty();
    }

    @DatabaseTest
    void deadLetterLetsTheSubjectGoOnAndCanBeRevived() {
        List<StoredEvent> stored = append("a", "a");
        stored.forEach(event -> retry(event, now));
        Retry last = new Retry(stored.get(0).seq(), Lane.MAX_ATTEMPTS, now, "no");

        work.run(transaction -> store.failedAgain(transaction, name, last, true));

        assertThat(due(now)).containsExactly(stored.get(1).seq());
        assertThat(dead()).singleElement().satisfies(letter -> {
            assertThat(letter.eventId()).isEqualTo(stored.get(0).event().id());
            assertThat(letter.error()).isEqualTo("no");
            assertThat(letter.attempts()).isEqualTo(Lane.MAX_ATTEMPTS);
        });

        int revived = work.call(transaction ->
                store.revive(transaction, organization, stored.get(0).event().id(), now));
        assertThat(revived).isEqualTo(1);
        assertThat(dead()).isEmpty();
        assertThat(due(now)).containsExactly(stored.get(0).seq());
    }

    @DatabaseTest
    void eventsAreKeptWhileASubscriptionNeedsThem() {
        List<StoredEvent> stored = append("a", "b");
        work.run(transaction ->
                store.insert(transaction, name, Optional.empty(), stored.get(0).seq(), now));
        Instant later = now.plus(Duration.ofDays(1));

        work.run(transaction -> {
            long needed = store.neededFrom(transaction, events.lastSeq(transaction));
            events.deleteBefore(
                    transaction, later, Math.min(needed, stored.get(1).seq()));
        });

        assertThat(work.<Boolean>call(transaction ->
                        events.at(transaction, stored.get(1).seq()).isPresent()))
                .isTrue();
    }

    @DatabaseTest
    void eventsAreKeptForASubscriptionOfTheirOrganizationAlone() {
        StoredEvent own = append("a").get(0);
        StoredEvent foreign = appendFor(Ids.next(), "a").get(0);
        work.run(transaction -> store.insert(transaction, name, Optional.of(organization), own.seq() - 1, now));
        Instant later = now.plus(Duration.ofDays(1));
        long after = foreign.seq() + 1;

        work.run(transaction -> events.deleteBefore(transaction, later, after));

        assertThat(isThere(foreign)).isFalse();
        assertThat(isThere(own)).isTrue();
    }

    @DatabaseTest
    void whatASlowSubscriptionMissesIsCountedAndToldOnce() {
        List<StoredEvent> own = append("a", "b", "c");
        work.run(transaction -> {
            store.insert(
                    transaction, name, Optional.of(organization), own.get(0).seq(), now);
            Instant later = now.plus(Duration.ofDays(1));
            long after = own.get(2).seq() + 1;
            store.countMissed(transaction, later, after);
            events.deleteEvenNeeded(transaction, later, after);
        });

        assertThat(isThere(own.get(1))).isFalse();
        assertThat(missed()).isEqualTo(2);
        assertThat(missed()).isZero();
    }

    @DatabaseTest
    void subscriptionsOfOneThatIsGoneAreForgottenWithTheirDeliveries() {
        String prefix = "extension:" + Ids.next() + ":";
        StoredEvent event = append("a").get(0);
        work.run(transaction -> {
            store.insert(transaction, prefix + name, Optional.of(organization), 0, now);
            store.insert(transaction, name, Optional.of(organization), 0, now);
            store.insertRetry(transaction, prefix + name, event, new Retry(event.seq(), 0, now, null));
        });

        work.run(transaction -> store.forget(transaction, Ids.next(), prefix));
        assertThat(exists(prefix + name)).as("that of another organization").isTrue();
        work.run(transaction -> store.forget(transaction, organization, prefix));

        assertThat(exists(prefix + name)).isFalse();
        assertThat(exists(name)).isTrue();
        List<Retry> due = work.call(transaction -> store.due(transaction, prefix + name, now, 10));
        assertThat(due).isEmpty();
    }

    private boolean exists(String subscription) {
        return work.call(transaction -> store.exists(transaction, subscription));
    }

    private long missed() {
        return work.call(transaction -> store.takeMissed(transaction, name));
    }

    private boolean isThere(StoredEvent event) {
        return work.call(transaction -> events.at(transaction, event.seq()).isPresent());
    }

    private boolean hold(String node, Instant at) {
        return work.call(transaction -> store.hold(transaction, name, node, at, at.plus(Lane.LEASE)));
    }

    private List<Long> due(Instant at) {
        return work.call(transaction -> store.due(transaction, name, at, 10)).stream()
                .map(Retry::seq)
                .toList();
    }

    private List<DeadDelivery> dead() {
        return work.call(transaction -> store.dead(transaction, organization, Optional.empty(), 10));
    }

    private void retry(StoredEvent event, Instant next) {
        work.run(transaction -> store.insertRetry(transaction, name, event, new Retry(event.seq(), 0, next, null)));
    }

    private List<StoredEvent> append(String... subjects) {
        return appendFor(organization, subjects);
    }

    private List<StoredEvent> appendFor(String organizationId, String... subjects) {
        return work.call(transaction -> {
            List<Event> written = List.of(subjects).stream()
                    .map(subject -> new Event(Ids.next(), "topic", subject, JsonNodeFactory.instance.objectNode(), now))
                    .toList();
            events.insert(transaction, organizationId, written);
            events.givePlaces(transaction, 10_000);
            return events.after(transaction, organizationId, 0, 10).events();
        });
    }
}
