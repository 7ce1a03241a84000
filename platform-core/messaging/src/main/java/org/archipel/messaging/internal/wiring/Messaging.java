package org.archipel.messaging.internal.wiring;

import java.time.Clock;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobSchedules;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.internal.MessagingConfig;
import org.archipel.messaging.internal.jobs.DurableJobQueue;
import org.archipel.messaging.internal.jobs.JobEngine;
import org.archipel.messaging.internal.jobs.QueueMeters;
import org.archipel.messaging.internal.outbox.DurableOutbox;
import org.archipel.messaging.internal.outbox.EventArchive;
import org.archipel.messaging.internal.outbox.EventStore;
import org.archipel.messaging.internal.outbox.Relay;
import org.archipel.messaging.internal.schedules.DurableSchedules;
import org.archipel.messaging.internal.schedules.ScheduleTask;
import org.archipel.messaging.internal.stream.LiveEvents;
import org.archipel.messaging.internal.stream.StreamHub;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;

/** The parts of the bundle, put together; free of the framework. */
public final class Messaging implements AutoCloseable {
    private final LiveEvents live = new LiveEvents();
    private final StreamHub streams;
    private final EventArchive archive;
    private final Relay relay;
    private final Outbox outbox;
    private final JobEngine engine;
    private final JobQueue jobs;
    private final DurableSchedules schedules;
    private final OrganizationCleaner cleaner;
    private final QueueMeters queue;

    public Messaging(UnitOfWork work, MessagingConfig config, Clock clock) {
        EventStore events = new EventStore();
        streams = new StreamHub(work, events, live, config.streams(), clock);
        relay = new Relay(work, events, config.node(), config.eventRetention(), clock, streams::onNewEvents);
        archive = new EventArchive(work, events, clock, relay::wakeAll);
        outbox = new DurableOutbox(events, clock, relay::wake);
        engine = new JobEngine(work, outbox, live, config, clock, ScheduleTask::of);
        jobs = new DurableJobQueue(work, engine, outbox, live, clock);
        schedules = new DurableSchedules(work, engine.executions(), clock);
        cleaner = new MessagingCleaner(work, jobs, schedules);
        queue = new QueueMeters(work);
    }

    /** Begins to run jobs and to deliver events; returns at once. */
    public void start() {
        relay.start();
        engine.start();
    }

    /** Hands running jobs back to the queue and lets deliveries end, within the limits of the configuration. */
    @Override
    public void close() {
        queue.close();
        engine.close();
        streams.close();
        relay.close();
    }

    public Outbox outbox() {
        return outbox;
    }

    public JobQueue jobs() {
        return jobs;
    }

    public JobSchedules schedules() {
        return schedules;
    }

    OrganizationCleaner cleaner() {
        return cleaner;
    }

    LiveEvents live() {
        return live;
    }

    StreamHub streams() {
        return streams;
    }

    EventArchive archive() {
        return archive;
    }

    JobEngine engine() {
        return engine;
    }

    Relay relay() {
        return relay;
    }
}
