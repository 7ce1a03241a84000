package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.messaging.Job;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.stream.LiveEvents.LiveEvent;
import org.archipel.messaging.internal.stream.Outlet;
import org.archipel.persistence.Ids;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;

class StreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final Caller caller = Node.caller();

    StreamTest(TestDatabase database) {
        node = Node.started(database, "node");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @DatabaseTest
    void clientSeesItsOrganizationsEventsInOrder() {
        Client client = open(OptionalLong.empty(), "record.*");

        append(caller, "record.one", 1);
        append(Node.caller(), "record.foreign", 1);
        append(caller, "other", 1);
        append(caller, "record.two", 1);

        await().atMost(PATIENCE).until(() -> client.received.size() == 2);
        assertThat(client.topics()).containsExactly("record.one", "record.two");
    }

    @DatabaseTest
    void clientThatComesBackGetsWhatItMissedAndThenWhatHappens() {
        Client first = open(OptionalLong.empty(), "record.*");
        append(caller, "record.seen", 1);
        await().atMost(PATIENCE).until(() -> first.received.size() == 1);
        first.close();

        append(caller, "record.missed", 250);
        Client second = open(OptionalLong.of(first.received.get(0).seq()), "record.*");
        append(caller, "record.live", 3);

        await().atMost(PATIENCE).until(() -> second.received.size() >= 253);
        assertThat(second.received).extracting(LiveEvent::seq).isSorted().doesNotHaveDuplicates();
        assertThat(second.topics().subList(0, 250)).containsOnly("record.missed");
        assertThat(second.topics().subList(250, 253)).containsOnly("record.live");
    }

    @DatabaseTest
    void slowClientIsDroppedAndDelaysNobody() {
        Client slow = new Client();
        slow.stuck = true;
        node.messaging.streams().open(caller.organizationId(), "slow", TopicFilter.ALL, OptionalLong.empty(), slow);
        Client quick = open(OptionalLong.empty(), "flood");

        append(caller, "flood", 1_000);

        await().atMost(PATIENCE).until(() -> quick.received.size() == 1_000);
        await().atMost(PATIENCE).until(slow::closed);
        await().atMost(PATIENCE).until(() -> node.messaging.streams().open() == 1);
    }

    @DatabaseTest
    void progressOfAJobIsSeenLive() {
        Client client = open(OptionalLong.empty(), "job.*");
        CountDownLatch seen = new CountDownLatch(1);
        node.handler("watched", run -> {
            run.progress(5, 10L, "half way");
            pass(seen);
            return null;
        });

        Job job = node.submit(caller, "watched");
        await().atMost(PATIENCE).until(() -> client.topics().contains("job.progress"));
        seen.countDown();

        await().atMost(PATIENCE).until(() -> client.topics().contains("job.succeeded"));
        assertThat(client.topics()).containsExactly("job.started", "job.progress", "job.succeeded");
        LiveEvent progress = client.received.get(1);
        assertThat(progress.seq()).isZero();
        assertThat(progress.event().subject()).isEqualTo("job/" + job.id());
        assertThat(progress.event().data().get("done").asInt()).isEqualTo(5);
    }

    @DatabaseTest
    void callerHasALimitOfStreams() {
        for (int i = 0; i < 8; i++) {
            open(OptionalLong.empty(), "x");
        }

        assertThatThrownBy(() -> open(OptionalLong.empty(), "x")).isInstanceOf(QuotaExceededException.class);
    }

    private Client open(OptionalLong after, String topics) {
        Client client = new Client();
        node.messaging
                .streams()
                .open(caller.organizationId(), caller.actor(), TopicFilter.of(List.of(topics)), after, client);
        return client;
    }

    private void append(Caller to, String topic, int count) {
        List<Outbox.Draft> drafts = IntStream.range(0, count)
                .mapToObj(n -> new Outbox.Draft(topic, "place/" + Ids.next(), Node.object()))
                .toList();
        node.work.run(transaction -> node.messaging.outbox().appendAll(transaction, to.organizationId(), drafts));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client at the other end of an outlet. */
    private static final class Client implements Outlet {
        private final List<LiveEvent> received = new CopyOnWriteArrayList<>();
        private volatile boolean stuck;
        private volatile boolean closed;

        List<String> topics() {
            return received.stream().map(event -> event.event().topic()).toList();
        }

        @Override
        public CompletionStage<?> send(LiveEvent event) {
            received.add(event);
            return stuck ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> beat() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
