package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.event.Event;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class EventStoreTest {
    private static final int LARGE = 150_000;

    private final UnitOfWork work;
    private final EventStore events = new EventStore();
    private final String organization = Ids.next();

    EventStoreTest(TestDatabase database) {
        work = database.unit("messaging");
    }

    @DatabaseTest
    void longDataMakesPagesShortAndLeavesNothingOut() {
        append(LARGE, LARGE, 1, LARGE);

        assertThat(after(0)).satisfies(page -> {
            assertThat(subjects(page)).containsExactly("0");
            assertThat(page.more()).isTrue();
            EventPage second = after(page.events().get(0).seq());
            assertThat(subjects(second)).containsExactly("1", "2");
            assertThat(second.more()).isTrue();
            EventPage last = after(second.events().get(1).seq());
            assertThat(subjects(last)).containsExactly("3");
            assertThat(last.more()).isFalse();
        });
    }

    @DatabaseTest
    void pageHasAsManyEventsAsWereAskedForAndTellsWhetherThereAreMore() {
        append(1, 1, 1);

        assertThat(newest(2)).satisfies(page -> {
            assertThat(subjects(page)).containsExactly("2", "1");
            assertThat(page.more()).isTrue();
        });
        assertThat(newest(3)).satisfies(page -> {
            assertThat(subjects(page)).containsExactly("2", "1", "0");
            assertThat(page.more()).isFalse();
        });
    }

    private EventPage after(long seq) {
        return work.call(transaction -> events.after(transaction, organization, seq, 100));
    }

    private EventPage newest(int limit) {
        return work.call(transaction ->
                events.newest(transaction, organization, Optional.empty(), Optional.empty(), Long.MAX_VALUE, limit));
    }

    private static List<String> subjects(EventPage page) {
        return page.events().stream().map(stored -> stored.event().subject()).toList();
    }

    /** Events whose subjects are their numbers. */
    private void append(int... characters) {
        Instant now = Timestamps.stored(Instant.now());
        work.run(transaction -> {
            events.insert(
                    transaction,
                    organization,
                    IntStream.range(0, characters.length)
                            .mapToObj(
                                    i -> new Event(Ids.next(), "topic", Integer.toString(i), data(characters[i]), now))
                            .toList());
            events.givePlaces(transaction, 10_000);
        });
    }

    private static ObjectNode data(int characters) {
        return JsonNodeFactory.instance.objectNode().put("text", "x".repeat(characters));
    }
}
