package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.event.Event;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;

/** Deliveries go on by themselves after what kept them up for a moment. */
class DeliveryFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database;
    private final ShakyUnit work;
    private final Node node;
    private final String organization = Ids.next();
    private final String name = Ids.next();
    private final List<String> received = new CopyOnWriteArrayList<>();

    DeliveryFailureTest(TestDatabase database) {
        this.database = database;
        work = new ShakyUnit(database.unit("messaging"));
        node = Node.over(work, "node", Map.of());
        node.messaging.start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @DatabaseTest
    void eventIsDeliveredAfterTheDatabaseWasAwayForTheLane() {
        subscribeAndDeliverOne();
        AtomicBoolean failed = new AtomicBoolean();
        work.refuse(() -> Thread.currentThread().getName().startsWith("archipel-events") && !failed.getAndSet(true));

        append("record.second");

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(failed).isTrue();
    }

    @DatabaseTest
    void eventIsDeliveredAfterTheLeaseOfANodeThatDiedEnds() {
        subscribeAndDeliverOne();
        Instant end = Instant.now().plusSeconds(2);
        work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE outbox_subscriptions SET holder = ?, held_until = ? WHERE name = ?",
                        "dead",
                        end,
                        name));

        append("record.second");

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        assertThat(Instant.now()).isAfter(end);
    }

    /** The other node's event has its place before the one of this node, which looks at both in one round. */
    @DatabaseTest
    void eventThatAnotherNodePlacedIsDeliveredWhenOneOfThisNodeFollowsAtOnce() {
        node.subscriber(name, this::take, "record.*");
        try (Node other = Node.over(database.unit("messaging"), "other", Map.of())) {
            other.messaging.start();
            for (int i = 1; i <= 5; i++) {
                int count = i;
                append(other, "record.updated");
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> unplaced() == 0);
                append(node, "job.ended");

                await().atMost(PATIENCE).until(() -> received.size() == count);
            }
        }
    }

    private long unplaced() {
        return work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM outbox_events WHERE seq = 0")
                .orElseThrow());
    }

    /** Afterwards the lane waits for nothing but the next event. */
    private void subscribeAndDeliverOne() {
        node.subscriber(name, this::take, "record.*");
        append("record.first");
        await().atMost(PATIENCE).until(() -> received.size() == 1);
        await().atMost(PATIENCE).until(() -> holders() == 0);
    }

    private long holders() {
        return work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM outbox_subscriptions WHERE name = ? AND holder IS NOT NULL", name)
                .orElseThrow());
    }

    private void take(String organizationId, Event event) {
        if (organizationId.equals(organization)) {
            received.add(event.topic());
        }
    }

    private void append(String topic) {
        append(node, topic);
    }

    private void append(Node by, String topic) {
        by.work.run(transaction ->
                by.messaging.outbox().append(transaction, organization, topic, "place/1", Node.object()));
    }
}
