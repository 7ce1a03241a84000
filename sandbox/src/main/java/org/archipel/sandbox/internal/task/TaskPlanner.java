package org.archipel.sandbox.internal.task;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.store.TaskStore;
import org.archipel.sandbox.internal.store.UsageStore;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Turns the tasks of extensions into durable jobs and schedules. */
@Component(service = TaskPlanner.class)
public final class TaskPlanner {
    /** Type of the jobs that run a task. */
    static final String JOB_TYPE = "extension.task";

    /** Tries of one run. */
    static final int ATTEMPTS = 3;

    private static final String ACTOR = "sandbox";

    private final UnitOfWork work;
    private final JobQueue queue;
    private final JobSchedules schedules;

    @Activate
    public TaskPlanner(
            @Reference(target = "(unit=sandbox)") UnitOfWork work,
            @Reference JobQueue queue,
            @Reference JobSchedules schedules) {
        this.work = work;
        this.queue = queue;
        this.schedules = schedules;
    }

    /**
     * Runs the task once at the given time, in place of a run that was asked for before. Whoever asks at the same time has to wait: of
     * several runs only one would be known by the task's name.
     *
     * @throws QuotaExceededException if the installation asked for runs of too many tasks; the run before stays then
     */
    public void runAt(InstallationInfo installation, String task, Instant at) {
        work.run(transaction -> {
            UsageStore.lock(transaction, installation);
            withdraw(transaction, installation, task);
            if (!TaskStore.mayName(transaction, installation, task)) {
                throw new QuotaExceededException("there may be " + TaskStore.MOST_TASKS + " tasks");
            }
            Job job = queue.submit(
                    transaction,
                    caller(installation),
                    request(installation, task).at(at));
            TaskStore.nextJob(transaction, installation, task, job.id());
        });
    }

    /** Runs the task now, once: whoever asked for it is told if it fails, and may ask again. */
    Job runNow(Caller caller, InstallationInfo installation, String task) {
        return work.call(transaction ->
                queue.submit(transaction, caller, request(installation, task).attempts(1)));
    }

    /** Whether a single run waited. */
    public boolean cancel(InstallationInfo installation, String task) {
        return work.call(transaction -> {
            UsageStore.lock(transaction, installation);
            return withdraw(transaction, installation, task);
        });
    }

    // A run that has begun is not stopped: it may be the one that asks for the next.
    private boolean withdraw(Transaction transaction, InstallationInfo installation, String task) {
        Optional<String> next = TaskStore.nextJob(transaction, installation, task);
        if (next.isEmpty()) {
            return false;
        }
        TaskStore.nextJob(transaction, installation, task, null);
        return queue.withdraw(transaction, caller(installation), next.get());
    }

    /** Makes the installation's schedules these and no others. */
    public void recurring(InstallationInfo installation, Map<String, Duration> intervals) {
        work.run(transaction -> {
            Set<String> gone = new HashSet<>(TaskStore.recurring(transaction, installation));
            gone.removeAll(intervals.keySet());
            gone.forEach(task -> remove(transaction, installation, task));
            intervals.forEach((task, interval) -> put(transaction, installation, task, interval));
        });
    }

    private void put(Transaction transaction, InstallationInfo installation, String task, Duration interval) {
        TaskStore.recurring(transaction, installation, task, true);
        schedules.put(
                transaction,
                caller(installation),
                new JobSchedule(name(installation, task), "every " + interval, 0, request(installation, task)));
    }

    private void remove(Transaction transaction, InstallationInfo installation, String task) {
        TaskStore.recurring(transaction, installation, task, false);
        schedules.remove(transaction, installation.organizationId(), name(installation, task));
    }

    private static String name(InstallationInfo installation, String task) {
        return "extension/" + installation.installationId() + "/" + task;
    }

    private static Caller caller(InstallationInfo installation) {
        return Caller.system(ACTOR, installation.organizationId());
    }

    private static JobRequest request(InstallationInfo installation, String task) {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("installationId", installation.installationId())
                .put("extensionId", installation.extensionId())
                .put("task", task);
        return JobRequest.of(JOB_TYPE, input).attempts(ATTEMPTS);
    }
}
