package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.archipel.api.event.Event;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.Job;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;

class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Node node;
    private final String organization = Ids.next();
    private final List<Event> received = new CopyOnWriteArrayList<>();

    OutboxTest(TestDatabase database) {
        this.database = database;
        node = Node.started(database, "node");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @DatabaseTest
    void committedEventReachesEverySubscriberOfItsTopic() {
        List<Event> others = new CopyOnWriteArrayList<>();
        node.subscriber(Ids.next(), (organizationId, event) -> take(organizationId, event), "record.*");
        node.subscriber(Ids.next(), (organizationId, event) -> others.add(event), "other.*");

        String id = append("record.place.updated", "place/1");

        await().atMost(PATIENCE).until(() -> received.size() == 1);
        assertThat(received.get(0).id()).isEqualTo(id);
        assertThat(received.get(0).subject()).isEqualTo("place/1");
        assertThat(received.get(0).data().get("n").asInt()).isEqualTo(1);
        assertThat(others).isEmpty();
    }

    @DatabaseTest
    void eventOfRolledBackTransactionIsNotDelivered() {
        node.subscriber(Ids.next(), this::take, "record.*");

        assertThatThrownBy(() -> node.work.run(transaction -> {
                    node.messaging.outbox().append(transaction, organization, "record.gone", "place/1", Node.object());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        append("record.there", "place/1");

        await().atMost(PATIENCE).until(() -> !received.isEmpty());
        assertThat(received).extracting(Event::topic).containsExactly("record.there");
    }

    @DatabaseTest
    void manyEventsArriveInOrderAndOnce() {
        node.subscriber(Ids.next(), this::take, "many");
        List<String> ids = new ArrayList<>();
        for (int batch = 0; batch < 5; batch++) {
            List<Outbox.Draft> drafts = IntStream.range(0, 100)
                    .mapToObj(n -> new Outbox.Draft("many", "place/" + n % 7, Node.object()))
                    .toList();
            ids.addAll(node.work.call(
                    transaction -> node.messaging.outbox().appendAll(transaction, organization, drafts)));
        }

        await().atMost(PATIENCE).until(() -> received.size() >= 500);
        assertThat(received).extracting(Event::id).containsExactlyElementsOf(ids);
    }

    @DatabaseTest
    void eventsOfLongDataArriveAll() {
        node.subscriber(Ids.next(), this::take, "long");
        List<Outbox.Draft> drafts = IntStream.range(0, 5)
                .mapToObj(n ->
                        new Outbox.Draft("long", "place/" + n, Node.object().put("text", "x".repeat(700_000))))
                .toList();

        List<String> ids =
                node.work.call(transaction -> node.messaging.outbox().appendAll(transaction, organization, drafts));

        await().atMost(PATIENCE).until(() -> received.size() >= 5);
        assertThat(received).extracting(Event::id).containsExactlyElementsOf(ids);
    }

    @DatabaseTest
    void subscriberThatRunsOutOfMemoryGetsTheEventAgainAndTheNextOnes() {
        AtomicBoolean failed = new AtomicBoolean();
        node.subscriber(
                Ids.next(),
                (organizationId, event) -> {
                    if (!failed.getAndSet(true)) {
                        throw new OutOfMemoryError("for a moment");
                    }
                    take(organizationId, event);
                },
                "record.*");
        String first = append("record.updated", "place/1");
        await().atMost(PATIENCE).until(failed::get);

        String second = append("record.updated", "place/2");

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(received).extracting(Event::id).containsExactlyInAnyOrder(first, second);
    }

    @DatabaseTest
    void eventOfTransactionThatCommitsLateIsNotSkipped() throws Exception {
        node.subscriber(Ids.next(), this::take, "late.*");
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        ExecutorService slow = Executors.newSingleThreadExecutor();
        Future<?> late = slow.submit(() -> node.work.run(transaction -> {
            node.messaging.outbox().append(transaction, organization, "late.first", "place/1", Node.object());
            written.countDown();
            pass(commit);
        }));
        pass(written);

        append("late.second", "place/2");
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Derby's readers wait for the open transaction; PostgreSQL's pass it by.
            await().atMost(PATIENCE).until(() -> received.size() == 1);
        }
        commit.countDown();
        late.get(60, TimeUnit.SECONDS);
        slow.shutdown();

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(received).extracting(Event::topic).containsExactlyInAnyOrder("late.first", "late.second");
    }

    @DatabaseTest
    void failingEventHoldsBackItsSubjectOnly() {
        AtomicInteger failures = new AtomicInteger();
        node.subscriber(
                Ids.next(),
                (organizationId, event) -> {
                    boolean tooEarly = failures.get() < 2 || received.isEmpty();
                    if (event.subject().equals("place/bad") && tooEarly) {
                        failures.incrementAndGet();
                        throw new IllegalStateException("not yet");
                    }
                    take(organizationId, event);
                },
                "record.*");

        String bad1 = append("record.updated", "place/bad");
        String good = append("record.updated", "place/good");
        String bad2 = append("record.updated", "place/bad");

        await().atMost(PATIENCE).until(() -> received.size() == 3);
        assertThat(received).extracting(Event::id).containsExactly(good, bad1, bad2);
    }

    @DatabaseTest
    void whatOneNodeFailedToDeliverHoldsBackItsSubjectOnTheOther() {
        String name = Ids.next();
        AtomicBoolean ready = new AtomicBoolean();
        AtomicReference<Node> failed = new AtomicReference<>();
        try (Node other = Node.started(database, "other")) {
            Map<Node, EventSubscriber> subscribers = new HashMap<>();
            for (Node each : List.of(node, other)) {
                EventSubscriber subscriber = (organizationId, event) -> {
                    if (!ready.get()) {
                        failed.set(each);
                        throw new IllegalStateException("not yet");
                    }
                    take(organizationId, event);
                };
                subscribers.put(each, each.subscriber(name, subscriber, "record.*"));
            }
            String first = append("record.updated", "place/1");
            await().atMost(PATIENCE).until(() -> retries(name) == 1);
            Node leaving = failed.get();
            leaving.messaging.relay().remove(name, subscribers.get(leaving));
            ready.set(true);
            String second = append("record.updated", "place/1");

            await().atMost(PATIENCE).until(() -> received.size() == 2);
            assertThat(received).extracting(Event::id).containsExactly(first, second);
        }
    }

    private long retries(String subscription) {
        return node.work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM outbox_retries WHERE subscription = ?", subscription)
                .orElse(0));
    }

    @DatabaseTest
    void subscriberGetsWhatHappenedWhileItWasAway() {
        String name = Ids.next();
        var first = node.subscriber(name, this::take, "record.*");
        append("record.one", "place/1");
        await().atMost(PATIENCE).until(() -> received.size() == 1);
        node.messaging.relay().remove(name, first);

        append("record.two", "place/1");
        append("record.three", "place/1");
        node.subscriber(name, this::take, "record.*");

        await().atMost(PATIENCE).until(() -> received.size() == 3);
        assertThat(received).extracting(Event::topic).containsExactly("record.one", "record.two", "record.three");
    }

    @DatabaseTest
    void onlyOneNodeDeliversToASubscription() {
        String name = Ids.next();
        try (Node other = Node.started(database, "other")) {
            node.subscriber(name, this::take, "record.*");
            other.subscriber(name, this::take, "record.*");

            List<String> ids = IntStream.range(0, 50)
                    .mapToObj(n -> append("record.updated", "place/1"))
                    .toList();

            await().atMost(PATIENCE).until(() -> received.size() >= 50);
            assertThat(received).extracting(Event::id).containsExactlyElementsOf(ids);
        }
    }

    @DatabaseTest
    void subscriberOfAnOrganizationGetsItsEventsAlone() {
        List<String> told = new CopyOnWriteArrayList<>();
        node.subscriberOf(organization, Ids.next(), (organizationId, event) -> told.add(organizationId), "record.*");
        node.work.run(transaction ->
                node.messaging.outbox().append(transaction, Ids.next(), "record.foreign", "place/1", Node.object()));

        append("record.updated", "place/1");
        append("record.updated", "place/2");

        await().atMost(PATIENCE).until(() -> told.size() == 2);
        assertThat(told).containsOnly(organization);
    }

    /** Each event takes a while; without turns the first four would keep their threads until all is delivered. */
    @DatabaseTest
    void slowSubscribersOfAnOrganizationTakeTurns() {
        int subscribers = 5;
        int events = 12;
        CountDownLatch everyone = new CountDownLatch(subscribers);
        AtomicBoolean oneWasThrough = new AtomicBoolean();
        for (int i = 0; i < subscribers; i++) {
            AtomicInteger heard = new AtomicInteger();
            node.subscriberOf(
                    organization,
                    Ids.next(),
                    (organizationId, event) -> {
                        if (heard.incrementAndGet() == 1) {
                            everyone.countDown();
                        }
                        boolean all = waits(everyone, Duration.ofMillis(400));
                        oneWasThrough.compareAndSet(false, !all && heard.get() == events);
                    },
                    "slow");
        }
        List<Outbox.Draft> drafts = IntStream.range(0, events)
                .mapToObj(n -> new Outbox.Draft("slow", "place/" + n, Node.object()))
                .toList();
        node.work.run(transaction -> node.messaging.outbox().appendAll(transaction, organization, drafts));

        pass(everyone);
        assertThat(oneWasThrough).isFalse();
    }

    private static boolean waits(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @DatabaseTest
    void endOfAJobIsAnEvent() {
        Caller caller = Node.caller();
        node.subscriber(
                Ids.next(),
                (organizationId, event) -> {
                    if (organizationId.equals(caller.organizationId())) {
                        received.add(event);
                    }
                },
                "job.*");
        node.handler("ends", run -> null);

        Job job = node.ended(caller, node.submit(caller, "ends"));

        await().atMost(PATIENCE).until(() -> received.size() == 1);
        assertThat(received.get(0).topic()).isEqualTo("job.succeeded");
        assertThat(received.get(0).subject()).isEqualTo("job/" + job.id());
    }

    @DatabaseTest
    void archiveShowsTheOrganizationsOwnEvents() {
        String id = append("record.archived", "place/1");
        append("record.other", "place/1");

        await().atMost(PATIENCE).until(() -> archived("record.archived").size() == 1);
        assertThat(archived("record.archived")).containsExactly(id);
        assertThat(node.messaging
                        .archive()
                        .events(Ids.next(), Optional.empty(), Optional.empty(), OptionalLong.empty(), 10)
                        .events())
                .isEmpty();
    }

    private List<String> archived(String topic) {
        return node
                .messaging
                .archive()
                .events(organization, Optional.of(topic), Optional.of("place/1"), OptionalLong.empty(), 10)
                .events()
                .stream()
                .map(stored -> stored.event().id())
                .toList();
    }

    private void take(String organizationId, Event event) {
        if (organizationId.equals(organization)) {
            received.add(event);
        }
    }

    private String append(String topic, String subject) {
        return node.work.call(transaction -> node.messaging
                .outbox()
                .append(transaction, organization, topic, subject, Node.object().put("n", 1)));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
