package org.archipel.messaging.internal.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.MessagingConfig;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.awaitility.Awaitility;

/** One node of the platform as far as messaging goes, for tests. */
final class Node implements AutoCloseable {
    final UnitOfWork work;
    final Messaging messaging;
    final JobQueue jobs;

    private Node(UnitOfWork work, Map<String, String> properties) {
        this.work = work;
        messaging = new Messaging(work, MessagingConfig.of(properties::get), Clock.systemUTC());
        jobs = messaging.jobs();
    }

    /** A node that is not started yet. */
    static Node on(TestDatabase database, String name, Map<String, String> properties) {
        return over(database.unit("messaging"), name, properties);
    }

    /** A node that is not started yet, on a database that it reaches this way. */
    static Node over(UnitOfWork work, String name, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of(
                "archipel.node", name,
                "archipel.jobs.poll.millis", "200",
                "archipel.jobs.cancel.grace.millis", "500",
                "archipel.jobs.shutdown.millis", "1000"));
        all.putAll(properties);
        return new Node(work, all);
    }

    static Node started(TestDatabase database, String name) {
        Node node = on(database, name, Map.of());
        node.messaging.start();
        return node;
    }

    static Caller caller() {
        return Caller.system("test", Ids.next());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a polite handler does that has work without end. */
    static JsonNode untilAskedToStop(JobExecution run) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).forever().until(run::cancelled);
        run.checkCancelled();
        return null;
    }

    JobHandler handler(String type, Function<JobExecution, JsonNode> body) {
        JobHandler handler = body::apply;
        messaging.engine().add(type, handler);
        return handler;
    }

    EventSubscriber subscriber(String name, EventSubscriber subscriber, String... topics) {
        messaging.relay().add(name, Optional.empty(), subscriber, TopicFilter.of(List.of(topics)));
        return subscriber;
    }

    /** Of the events of one organization. */
    EventSubscriber subscriberOf(String organizationId, String name, EventSubscriber subscriber, String... topics) {
        messaging.relay().add(name, Optional.of(organizationId), subscriber, TopicFilter.of(List.of(topics)));
        return subscriber;
    }

    Job submit(Caller caller, String type) {
        return submit(caller, JobRequest.of(type, object()));
    }

    Job submit(Caller caller, JobRequest request) {
        return work.call(transaction -> jobs.submit(transaction, caller, request));
    }

    Job ended(Caller caller, Job job) {
        return jobs.await(caller.organizationId(), job.id(), Duration.ofSeconds(60));
    }

    Job present(Caller caller, Job job) {
        return jobs.find(caller.organizationId(), job.id()).orElseThrow();
    }

    @Override
    public void close() {
        messaging.close();
    }
}
