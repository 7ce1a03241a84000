package org.archipel.messaging.internal.shell;

import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.archipel.api.error.NotFoundException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.Page;
import org.archipel.security.Caller;
import org.archipel.security.shell.ShellCallers;
import org.archipel.security.shell.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands about jobs. */
@Component(
        service = JobCommands.class,
        property = {
            ShellCallers.SCOPE,
            ShellCallers.COMMAND + "jobs",
            ShellCallers.COMMAND + "job",
            ShellCallers.COMMAND + "cancel",
            ShellCallers.COMMAND + "replay"
        })
public final class JobCommands {
    private static final String IN = "slug or id of the organization; without it the first one";

    private final ShellCallers callers;
    private final JobQueue jobs;

    @Activate
    public JobCommands(@Reference ShellCallers callers, @Reference JobQueue jobs) {
        this.callers = callers;
        this.jobs = jobs;
    }

    @Descriptor("lists jobs, the newest first")
    public String jobs(
            @Descriptor("only those that are QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED")
                    @Parameter(
                            names = {"-s", "--state"},
                            absentValue = "")
                    String state,
            @Descriptor("how many")
                    @Parameter(
                            names = {"-n", "--limit"},
                            absentValue = "20")
                    int limit,
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization) {
        JobFilter filter =
                state.isEmpty() ? JobFilter.ALL : new JobFilter(Set.of(Job.State.valueOf(state)), Optional.empty());
        Table table = new Table("ID", "TYPE", "STATE", "DONE", "PHASE", "CREATED");
        String id = callers.in(organization).organizationId();
        Page<Job> page = jobs.list(id, filter, Optional.empty(), limit);
        int left = limit;
        // Pages of long jobs are shorter than asked for.
        while (true) {
            page.items()
                    .forEach(job -> table.row(
                            job.id(),
                            job.type(),
                            job.state(),
                            done(job),
                            job.progress().phase(),
                            job.createdAt()));
            left -= page.items().size();
            if (left <= 0 || page.nextCursor() == null) {
                return table.toString();
            }
            page = jobs.list(id, filter, Optional.of(page.nextCursor()), left);
        }
    }

    @Descriptor("shows a job")
    public String job(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the job") String id) {
        return shown(jobs.find(callers.in(organization).organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no job " + id + ".")));
    }

    @Descriptor("asks a job to stop")
    public String cancel(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the job") String id) {
        return shown(jobs.cancel(callers.in(organization), id));
    }

    @Descriptor("puts a failed job back into the queue")
    public String replay(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the job") String id) {
        Caller caller = callers.in(organization);
        return shown(jobs.replay(caller, id));
    }

    private static String shown(Job job) {
        return new Table("FIELD", "VALUE")
                .row("id", job.id())
                .row("type", job.type())
                .row("state", job.state())
                .row("done", done(job))
                .row("phase", job.progress().phase())
                .row("attempts", job.attempts() + " of " + job.maxAttempts())
                .row("error", job.error() == null ? "" : job.error().message())
                .row("created", job.createdAt() + " by " + job.createdBy())
                .row("finished", job.finishedAt())
                .toString();
    }

    private static String done(Job job) {
        Long total = job.progress().total();
        return job.progress().done() + (total == null ? "" : " of " + total);
    }
}
