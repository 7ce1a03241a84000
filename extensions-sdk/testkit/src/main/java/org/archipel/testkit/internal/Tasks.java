package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobSchedule;
import org.archipel.persistence.Transaction;
import org.archipel.testkit.TestClock;
import org.archipel.testkit.TestTasks;

/** Runs tasks as the platform's jobs do, at the times that the test's clock shows. */
final class Tasks implements TestTasks {
    private static final String TYPE = "extension.task";
    private static final String EVERY = "every ";

    private final Container container;
    private final InstallationInfo installation;
    private final TestClock clock;
    private final Map<String, Instant> lastRuns = new HashMap<>();
    private final Instant installed;

    Tasks(Container container, InstallationInfo installation, TestClock clock) {
        this.container = container;
        this.installation = installation;
        this.clock = clock;
        this.installed = clock.instant();
        clock.onTurn(this::runDue);
    }

    @Override
    public void run(String name) {
        run(job(name, clock.instant()));
    }

    @Override
    public Map<String, Duration> intervals() {
        Map<String, Duration> intervals = new TreeMap<>();
        for (JobSchedule schedule : container.host().jobs().schedulesOf(installation.organizationId())) {
            intervals.put(
                    schedule.input().path("task").asText(),
                    Duration.parse(schedule.timing().substring(EVERY.length())));
        }
        return intervals;
    }

    @Override
    public Map<String, Instant> planned() {
        Map<String, Instant> planned = new TreeMap<>();
        for (Job job : container.host().jobs().waitingOf(installation.organizationId())) {
            planned.put(job.input().path("task").asText(), job.runAt());
        }
        return planned;
    }

    private record Due(Instant at, Job job, boolean once) {}

    // A task may plan another one that is due as well.
    private void runDue() {
        Instant until = clock.instant();
        try {
            while (true) {
                Due next = next(until);
                if (next == null) {
                    return;
                }
                clock.show(next.at());
                if (next.once()) {
                    container.host().jobs().done(next.job());
                } else {
                    lastRuns.put(next.job().input().path("task").asText(), next.at());
                }
                run(next.job());
            }
        } finally {
            clock.show(until);
        }
    }

    private Due next(Instant until) {
        List<Due> due = new ArrayList<>();
        intervals().forEach((task, interval) -> {
            Instant at = lastRuns.getOrDefault(task, installed).plus(interval);
            due.add(new Due(at, job(task, at), false));
        });
        for (Job job : container.host().jobs().waitingOf(installation.organizationId())) {
            due.add(new Due(job.runAt(), job, true));
        }
        return due.stream()
                .filter(each -> !each.at().isAfter(until))
                .min(Comparator.comparing(Due::at))
                .orElse(null);
    }

    private Job job(String task, Instant at) {
        return MemoryJobs.job(
                installation.organizationId(),
                TYPE,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("installationId", installation.installationId())
                        .put("extensionId", installation.extensionId())
                        .put("task", task),
                at);
    }

    private void run(Job job) {
        container
                .services(JobHandler.class, "(" + JobHandler.TYPE + "=" + TYPE + ")")
                .get(0)
                .run(new Execution(job));
    }

    private record Execution(Job job) implements JobExecution {
        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public void progress(long done, Long total, String phase) {
            // Nobody looks.
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void checkCancelled() {
            // Nobody cancels.
        }

        @Override
        public void fence(Transaction transaction) {
            // There is no other node.
        }
    }
}
