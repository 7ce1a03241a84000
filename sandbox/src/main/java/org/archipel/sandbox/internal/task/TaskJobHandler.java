package org.archipel.sandbox.internal.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.store.TaskStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task of one installation, one run at a time over all nodes. */
@Component(property = JobHandler.TYPE + "=" + TaskPlanner.JOB_TYPE)
public final class TaskJobHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TaskJobHandler.class);
    // Longer than the boundary lets any call run.
    private static final Duration LONGEST_RUN = Duration.ofMinutes(16);

    // A run leaves a job behind and the event of its end.
    private static final int RUN = 1 << 10;

    private final ServedTasks tasks;
    private final Accounts accounts;
    private final UnitOfWork work;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public TaskJobHandler(
            @Reference ServedTasks tasks,
            @Reference Accounts accounts,
            @Reference(target = "(unit=sandbox)") UnitOfWork work) {
        this.tasks = tasks;
        this.accounts = accounts;
        this.work = work;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        Job job = execution.job();
        String installationId = job.input().path("installationId").asText();
        String name = job.input().path("task").asText();
        var task = tasks.find(job.organizationId(), installationId, name);
        if (task.isEmpty()) {
            absent(execution, installationId, name);
            return null;
        }
        InstallationInfo installation = tasks.installation(installationId)
                .orElseGet(() -> new InstallationInfo(installationId, job.organizationId(), "", ""));
        claim(installation, name, job.id());
        accounts.of(installation).book(RUN);
        try {
            task.get().run();
        } finally {
            work.run(transaction -> TaskStore.release(transaction, installation, name, job.id()));
        }
        return null;
    }

    // After a start the job may be due before its extension is back.
    private static void absent(JobExecution execution, String installationId, String name) {
        if (execution.attempt() < TaskPlanner.ATTEMPTS) {
            throw new PlatformException(ErrorCode.SYSTEM_ERROR, "the extension does not run here at the moment");
        }
        LOG.info("Task {} of installation {} is left out: the extension does not offer it", name, installationId);
    }

    private void claim(InstallationInfo installation, String name, String jobId) {
        Instant now = clock.instant();
        boolean claimed = work.call(
                transaction -> TaskStore.claim(transaction, installation, name, jobId, now, now.plus(LONGEST_RUN)));
        if (!claimed) {
            throw new PlatformException(ErrorCode.SYSTEM_ERROR, "another run of the task has not ended");
        }
    }
}
