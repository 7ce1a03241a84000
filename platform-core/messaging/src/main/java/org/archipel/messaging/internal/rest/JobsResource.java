package org.archipel.messaging.internal.rest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.ws.rs.BeanParam;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The organization's jobs: how they stand, waiting for them, cancelling and replaying them. */
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Jobs")
@PlatformResource
@Component(service = JobsResource.class)
public final class JobsResource {
    private final JobQueue jobs;

    @Activate
    public JobsResource(@Reference JobQueue jobs) {
        this.jobs = jobs;
    }

    @GET
    @RequiresPermission(ApiPermission.JOBS_READ)
    @Summary("Lists jobs, the newest first")
    public Page<Job> list(
            @QueryParam("state") @Summary("One or several states") List<Job.State> states,
            @QueryParam("type") @Summary("Type of the job, such as integrations.sync") String type,
            @BeanParam PageRequest page,
            @Context SecurityContext security) {
        return page(new JobFilter(Set.copyOf(states), Optional.ofNullable(type)), page, security);
    }

    @GET
    @Path("/dead-letters")
    @RequiresPermission(ApiPermission.JOBS_READ)
    @Summary("Lists jobs that failed for good, the newest first")
    public Page<Job> deadLetters(
            @QueryParam("type") @Summary("Type of the job, such as integrations.sync") String type,
            @BeanParam PageRequest page,
            @Context SecurityContext security) {
        return page(new JobFilter(Set.of(Job.State.FAILED), Optional.ofNullable(type)), page, security);
    }

    @POST
    @Path("/dead-letters/{id}/replay")
    @RequiresPermission(ApiPermission.JOBS_REPLAY)
    @Summary("Puts a failed job back into the queue")
    @Answers(value = Job.class, accepted = Job.class)
    public Response replay(
            @PathParam("id") String id, @QueryParam("wait") Integer wait, @Context SecurityContext security) {
        Accepted.waitOf(wait);
        Caller caller = Caller.of(security);
        return Accepted.respond(jobs, caller, jobs.replay(caller, id), wait);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.JOBS_READ)
    @Summary("Tells how a job stands; waits for its end when asked to")
    @Answers(Job.class)
    public Response get(
            @PathParam("id") String id,
            @QueryParam("wait") Integer wait,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        Job job = jobs.await(Caller.of(security).organizationId(), id, Accepted.waitOf(wait));
        return Preconditions.read(headers, EntityTags.of(job.version()), job);
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.JOBS_CANCEL)
    @Summary("Asks a job to stop; 200 when it is over, 202 while it still stops")
    @Answers(value = Job.class, accepted = Job.class)
    public Response cancel(
            @PathParam("id") String id, @QueryParam("wait") Integer wait, @Context SecurityContext security) {
        Caller caller = Caller.of(security);
        var patience = Accepted.waitOf(wait);
        jobs.cancel(caller, id);
        Job job = jobs.await(caller.organizationId(), id, patience);
        return job.state().finished() ? Response.ok(job).build() : Accepted.of(job);
    }

    private Page<Job> page(JobFilter filter, PageRequest page, SecurityContext security) {
        Optional<String> after = page.after(1).map(key -> key.get(0));
        Page<Job> found = jobs.list(Caller.of(security).organizationId(), filter, after, page.limit());
        return page.page(found.items(), found.nextCursor() != null, job -> List.of(job.id()));
    }
}
