package org.archipel.sandbox.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.test.Settings;

class TaskJobHandlerTest {
    private final InstallationInfo installation =
            new InstallationInfo(Ids.next(), Ids.next(), "com.acme.test", "1.0.0");
    private final AtomicInteger runs = new AtomicInteger();
    private final ServedTasks tasks = new ServedTasks();
    private final Accounts accounts = new Accounts(new GovernorConfig(Settings.context()));

    /** It leaves a job and an event behind, as one does that was asked for. */
    @DatabaseTest
    void aRunIsBookedOnTheAccountOfItsInstallation(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        TaskJobHandler handler = new TaskJobHandler(tasks, accounts, work);
        tasks.serve(installation, Map.of("look", runs::incrementAndGet), Map.of());

        handler.run(new Execution(job("gone")));
        assertThat(accounts.all()).as("a task that is not there").isEmpty();
        handler.run(new Execution(job("look")));

        assertThat(runs).hasValue(1);
        assertThat(accounts.find(installation.organizationId(), installation.installationId()))
                .isPresent();
    }

    private Job job(String task) {
        return new Job(
                Ids.next(),
                installation.organizationId(),
                TaskPlanner.JOB_TYPE,
                Job.State.RUNNING,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("installationId", installation.installationId())
                        .put("task", task),
                new Job.Progress(0, null, ""),
                TaskPlanner.ATTEMPTS,
                TaskPlanner.ATTEMPTS,
                null,
                null,
                false,
                "test",
                Instant.now(),
                null,
                null,
                null,
                1);
    }

    private record Execution(Job job) implements JobExecution {
        @Override
        public int attempt() {
            return job.attempts();
        }

        @Override
        public void progress(long done, Long total, String phase) {}

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void checkCancelled() {}

        @Override
        public void fence(Transaction transaction) {}
    }
}
