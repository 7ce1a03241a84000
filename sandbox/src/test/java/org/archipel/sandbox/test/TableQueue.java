package org.archipel.sandbox.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Page;
import org.archipel.security.Caller;

/** Jobs that wait, in the database of a test: as in the real queue, they come and go with the transaction. */
public final class TableQueue implements JobQueue, AutoCloseable {
    private final UnitOfWork work;

    public TableQueue(UnitOfWork work) {
        this.work = work;
        work.run(transaction -> Sql.on(transaction)
                .update("CREATE TABLE waiting_jobs (id VARCHAR(36) NOT NULL, task_name VARCHAR(100) NOT NULL)"));
    }

    /** Names of the tasks whose jobs wait. */
    public List<String> waiting() {
        return work.call(transaction -> Sql.on(transaction)
                .list("SELECT task_name FROM waiting_jobs ORDER BY task_name", row -> row.getString(1)));
    }

    @Override
    public void close() {
        work.run(transaction -> Sql.on(transaction).update("DROP TABLE waiting_jobs"));
    }

    @Override
    public Job submit(Transaction transaction, Caller caller, JobRequest request) {
        Job job = new Job(
                Ids.next(),
                caller.organizationId(),
                request.type(),
                Job.State.QUEUED,
                request.input(),
                new Job.Progress(0, null, ""),
                0,
                request.maxAttempts(),
                null,
                null,
                false,
                caller.actor(),
                Instant.now(),
                request.runAt().orElse(null),
                null,
                null,
                1);
        Sql.on(transaction)
                .update(
                        "INSERT INTO waiting_jobs (id, task_name) VALUES (?, ?)",
                        job.id(),
                        request.input().path("task").asText());
        return job;
    }

    @Override
    public boolean withdraw(Transaction transaction, Caller caller, String jobId) {
        return Sql.on(transaction).update("DELETE FROM waiting_jobs WHERE id = ?", jobId) == 1;
    }

    @Override
    public Optional<Job> find(String organizationId, String jobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job await(String organizationId, String jobId, Duration atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job cancel(Caller caller, String jobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job replay(Caller caller, String jobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void arrived(String awaited) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void arrived(String awaited, int most) {
        throw new UnsupportedOperationException();
    }
}
