package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.archipel.api.event.Event;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.TopicFilter;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Set<String> MANY =
            IntStream.range(0, 100).mapToObj(number -> "other." + number).collect(Collectors.toSet());

    private final AtomicBoolean listens = new AtomicBoolean(true);
    private final Lane lane = new Lane("lane", Optional.of("one"), "node", null, null, null, Clock.systemUTC());

    private void serve(List<String> topics) {
        EventSubscriber subscriber = new EventSubscriber() {
            @Override
            public void onEvent(String organizationId, Event event) {
                throw new AssertionError("told");
            }

            @Override
            public boolean listens() {
                return listens.get();
            }
        };
        lane.serve(subscriber, TopicFilter.of(topics));
    }

    @Test
    void wantsTheTopicsThatItNames() {
        serve(List.of("record.*"));

        assertThat(lane.wantsAny(Set.of("sync.failed", "record.place.updated"))).isTrue();
        assertThat(lane.wantsAny(Set.of("sync.failed"))).isFalse();
        assertThat(lane.wantsAny(MANY)).isFalse();
        assertThat(lane.wantsAny(Set.of())).isFalse();
    }

    @Test
    void wantsNothingWhileItsSubscriberDoesNotListen() {
        serve(List.of("*"));
        listens.set(false);

        assertThat(lane.wantsAny(Set.of("record.updated"))).isFalse();
    }

    /** It would be looked for on the thread of all. */
    @Test
    void looksForItselfWhereManyTopicsMeetManyGlobs() {
        serve(Collections.nCopies(100, "record.*"));

        assertThat(lane.wantsAny(MANY)).isTrue();
    }
}
