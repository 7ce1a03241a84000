package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

class MessagingCleanerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Caller deleted = Node.caller();
    private final Caller other = Node.caller();

    MessagingCleanerTest(TestDatabase database) {
        this.database = database;
    }

    @DatabaseTest
    void nothingRunsOrIsKeptForADeletedOrganization() {
        try (Node node = Node.started(database, "node")) {
            node.handler("endless", Node::untilAskedToStop);
            node.handler("quick", run -> null);
            for (Caller caller : new Caller[] {deleted, other}) {
                node.ended(caller, node.submit(caller, "quick"));
                Job running = node.submit(
                        caller, JobRequest.of("endless", Node.object()).exclusive("key"));
                await().atMost(PATIENCE)
                        .until(() -> node.present(caller, running).state() == Job.State.RUNNING);
                node.work.run(transaction -> node.messaging
                        .schedules()
                        .put(
                                transaction,
                                caller,
                                new JobSchedule("s", "every PT1H", 0, JobRequest.of("quick", Node.object()))));
            }

            for (Caller caller : new Caller[] {deleted, other}) {
                node.subscriberOf(caller.organizationId(), Ids.next(), (organizationId, event) -> {}, "*");
                await().atMost(PATIENCE).until(() -> count(node, "outbox_subscriptions", caller) == 1);
            }

            await().atMost(PATIENCE)
                    .until(() -> node.messaging.cleaner().clean(deleted.organizationId())
                            && count(node, "outbox_events", deleted) == 0);

            for (String table :
                    new String[] {"jobs", "job_locks", "job_schedules", "outbox_events", "outbox_subscriptions"}) {
                assertThat(count(node, table, deleted)).as(table).isZero();
                assertThat(count(node, table, other)).as(table).isPositive();
            }
            assertThat(node.jobs
                            .list(other.organizationId(), JobFilter.ALL, Optional.empty(), 10)
                            .items())
                    .as("those of another organization run on")
                    .anyMatch(job -> job.state() == Job.State.RUNNING);
        }
    }

    private static long count(Node node, String table, Caller caller) {
        return node.work
                .call(transaction -> Sql.on(transaction)
                        .number(
                                "SELECT COUNT(*) FROM " + table + " WHERE organization_id = ?",
                                caller.organizationId()))
                .orElseThrow();
    }
}
