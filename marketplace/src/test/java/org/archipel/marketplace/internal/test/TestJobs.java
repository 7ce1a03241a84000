package org.archipel.marketplace.internal.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobWaitsException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.rest.Page;
import org.archipel.security.Caller;
import org.awaitility.Awaitility;

/** A job queue in memory: it outlives the platform of a test, as the database does, and runs what was left over after a crash. */
public final class TestJobs implements JobQueue, AutoCloseable {
    /** Before a job that waits for something looks again. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, String> exclusive = new ConcurrentHashMap<>();
    private final Map<String, JobHandler> handlers = new ConcurrentHashMap<>();
    private final List<String> phases = new ArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile ExecutorService workers = Executors.newCachedThreadPool();

    /** Whether the platform stops: jobs go back to the queue at the next chance, until they are resumed. */
    public void stopping(boolean now) {
        stopping = now;
    }

    /** Has the jobs of a type wait in the queue, as they do while no worker is free. */
    public void hold(String type) {
        held.add(type);
    }

    /** Has the jobs of a type run that were held back. */
    public void release(String type) {
        held.remove(type);
        jobs.values().stream()
                .filter(job -> job.type().equals(type) && job.state() == Job.State.QUEUED)
                .forEach(this::start);
    }

    public void handler(String type, JobHandler handler) {
        handlers.put(type, handler);
    }

    /** The phases that jobs reported, in order. */
    public List<String> phases() {
        synchronized (phases) {
            return List.copyOf(phases);
        }
    }

    /** Runs the jobs again that a crash left unfinished. */
    public void resume() {
        workers = Executors.newCachedThreadPool();
        jobs.values().stream().filter(job -> !job.state().finished()).forEach(this::start);
    }

    @Override
    public Job submit(Transaction transaction, Caller caller, JobRequest request) {
        var id = Ids.next();
        request.exclusiveKey().ifPresent(key -> {
            if (exclusive.containsKey(key)) {
                throw new ConflictException("another job holds the key");
            }
        });
        var now = Instant.now();
        var job = new Job(
                id,
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
                now,
                now,
                null,
                null,
                0);
        transaction.afterCommit(() -> {
            request.exclusiveKey().ifPresent(key -> exclusive.put(key, id));
            jobs.put(id, job);
            start(job);
        });
        return job;
    }

    private void start(Job job) {
        if (held.contains(job.type())) {
            return;
        }
        workers.execute(() -> {
            try {
                run(job, job.attempts() + 1);
            } catch (PowerFailure e) {
                // The job stays as the failure left it, until it is resumed.
                assert !jobs.get(job.id()).state().finished();
            }
        });
    }

    private void run(Job job, int attempt) {
        jobs.put(job.id(), with(job, Job.State.RUNNING, attempt, null, null));
        try {
            var result = handlers.get(job.type()).run(new Execution(job, attempt));
            end(with(job, Job.State.SUCCEEDED, attempt, result, null));
        } catch (JobCancelledException e) {
            jobs.put(job.id(), with(job, Job.State.QUEUED, attempt, null, null));
        } catch (JobWaitsException e) {
            var waiting = with(job, Job.State.QUEUED, attempt - 1, null, null);
            jobs.put(job.id(), waiting);
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, workers)
                    .execute(() -> start(waiting));
        } catch (PlatformException e) {
            if (e.retryable() && attempt < job.maxAttempts()) {
                run(job, attempt + 1);
            } else {
                var failure = new Job.Failure(e.code(), e.getMessage(), e.retryable());
                end(with(job, Job.State.FAILED, attempt, null, failure));
            }
        } catch (RuntimeException e) {
            var failure = new Job.Failure(ErrorCode.SYSTEM_ERROR, String.valueOf(e), false);
            end(with(job, Job.State.FAILED, attempt, null, failure));
        }
    }

    private void end(Job job) {
        exclusive.values().remove(job.id());
        jobs.put(job.id(), job);
    }

    private static Job with(Job job, Job.State state, int attempts, JsonNode result, Job.Failure failure) {
        return new Job(
                job.id(),
                job.organizationId(),
                job.type(),
                state,
                job.input(),
                job.progress(),
                attempts,
                job.maxAttempts(),
                result,
                failure,
                false,
                job.createdBy(),
                job.createdAt(),
                job.runAt(),
                job.createdAt(),
                state.finished() ? Instant.now() : null,
                job.version() + 1);
    }

    @Override
    public Optional<Job> find(String organizationId, String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    @Override
    public Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
        return new Page<>(List.copyOf(jobs.values()), null);
    }

    @Override
    public Job await(String organizationId, String jobId, Duration atMost) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(atMost)
                .until(() -> find(organizationId, jobId)
                        .map(job -> job.state().finished())
                        .orElse(false));
        return jobs.get(jobId);
    }

    @Override
    public Job cancel(Caller caller, String jobId) {
        var job = jobs.get(jobId);
        if (!held.contains(job.type())) {
            throw new NotFoundException("only what is held back is cancelled in these tests");
        }
        end(with(job, Job.State.CANCELLED, job.attempts(), null, null));
        return jobs.get(jobId);
    }

    @Override
    public boolean withdraw(Transaction transaction, Caller caller, String jobId) {
        throw new NotFoundException("not in these tests");
    }

    @Override
    public Job replay(Caller caller, String jobId) {
        throw new NotFoundException("not in these tests");
    }

    @Override
    public void arrived(String awaited) {
        // Nothing waits here.
    }

    @Override
    public void arrived(String awaited, int most) {
        // Nothing waits here.
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private final class Execution implements JobExecution {
        private final Job job;
        private final int attempt;

        private Execution(Job job, int attempt) {
            this.job = job;
            this.attempt = attempt;
        }

        @Override
        public Job job() {
            return job;
        }

        @Override
        public int attempt() {
            return attempt;
        }

        @Override
        public void progress(long done, Long total, String phase) {
            synchronized (phases) {
                phases.add(phase);
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void checkCancelled() {
            if (stopping) {
                throw new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
            }
        }

        @Override
        public void fence(Transaction transaction) {}
    }
}
