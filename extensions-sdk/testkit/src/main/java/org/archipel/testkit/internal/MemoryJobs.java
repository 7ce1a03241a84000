package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.rest.Page;
import org.archipel.security.Caller;

/** Jobs that wait, and schedules, in memory; nothing runs by itself. */
final class MemoryJobs implements JobQueue {
    private final Map<String, Job> waiting = new ConcurrentHashMap<>();
    private final Map<String, JobSchedule> schedules = new ConcurrentHashMap<>();

    /** The schedules of an organization. */
    List<JobSchedule> schedulesOf(String organizationId) {
        return schedules.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(organizationId + " "))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<Job> waitingOf(String organizationId) {
        return waiting.values().stream()
                .filter(job -> job.organizationId().equals(organizationId))
                .toList();
    }

    void done(Job job) {
        waiting.remove(job.id());
    }

    void forget(String organizationId) {
        waitingOf(organizationId).forEach(this::done);
        schedules.keySet().removeIf(key -> key.startsWith(organizationId + " "));
    }

    static Job job(String organizationId, String type, ObjectNode input, Instant runAt) {
        return new Job(
                Ids.next(),
                organizationId,
                type,
                Job.State.QUEUED,
                input,
                new Job.Progress(0, null, ""),
                0,
                1,
                null,
                null,
                false,
                "test",
                runAt,
                runAt,
                null,
                null,
                0L);
    }

    @Override
    public Job submit(Transaction transaction, Caller caller, JobRequest request) {
        Job job = job(
                caller.organizationId(),
                request.type(),
                request.input(),
                request.runAt().orElse(Instant.EPOCH));
        waiting.put(job.id(), job);
        return job;
    }

    @Override
    public Optional<Job> find(String organizationId, String jobId) {
        return Optional.ofNullable(waiting.get(jobId))
                .filter(job -> job.organizationId().equals(organizationId));
    }

    @Override
    public Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
        return new Page<>(waitingOf(organizationId), null);
    }

    @Override
    public Job await(String organizationId, String jobId, Duration atMost) {
        return find(organizationId, jobId).orElseThrow(() -> new NotFoundException("no such job"));
    }

    @Override
    public Job cancel(Caller caller, String jobId) {
        return Optional.ofNullable(waiting.remove(jobId)).orElseThrow(() -> new NotFoundException("no such job"));
    }

    @Override
    public boolean withdraw(Transaction transaction, Caller caller, String jobId) {
        return find(caller.organizationId(), jobId)
                .filter(job -> waiting.remove(jobId, job))
                .isPresent();
    }

    @Override
    public void arrived(String awaited) {
        // Nothing waits for anything here: jobs run when the test says so.
    }

    @Override
    public void arrived(String awaited, int most) {
        // Nothing waits for anything here: jobs run when the test says so.
    }

    @Override
    public Job replay(Caller caller, String jobId) {
        throw new NotFoundException("no such job");
    }

    JobSchedules schedules() {
        return new JobSchedules() {
            @Override
            public void put(Transaction transaction, Caller caller, JobSchedule schedule) {
                schedules.put(caller.organizationId() + " " + schedule.name(), schedule);
            }

            @Override
            public boolean remove(Transaction transaction, String organizationId, String name) {
                return schedules.remove(organizationId + " " + name) != null;
            }

            @Override
            public Optional<Instant> nextRun(String organizationId, String name) {
                return Optional.empty();
            }
        };
    }
}
