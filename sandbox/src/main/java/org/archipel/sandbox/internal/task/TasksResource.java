package org.archipel.sandbox.internal.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.NotFoundException;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.task.ServedTasks.Known;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tasks of an extension, and runs of them out of turn. */
@Path("/extensions/{id}/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions: contributions")
@PlatformResource
@Component(service = TasksResource.class)
public final class TasksResource {
    private final Islands islands;
    private final ServedTasks served;
    private final TaskPlanner planner;
    private final JobQueue jobs;

    @Activate
    public TasksResource(
            @Reference Islands islands,
            @Reference ServedTasks served,
            @Reference TaskPlanner planner,
            @Reference JobQueue jobs) {
        this.islands = islands;
        this.served = served;
        this.planner = planner;
        this.jobs = jobs;
    }

    /** @param every how often it runs by itself; null if it runs only when it is asked for */
    public record TaskView(
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) Duration every) {
        static TaskView of(Known task) {
            return new TaskView(task.name(), task.every().orElse(null));
        }
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The tasks that an extension runs")
    public Page<TaskView> list(
            @PathParam("id") String id, @BeanParam PageRequest page, @Context SecurityContext security) {
        return page.pageOf(
                tasks(Caller.of(security), id).stream()
                        .map(TaskView::of)
                        .sorted(Comparator.comparing(TaskView::name))
                        .toList(),
                TaskView::name);
    }

    @POST
    @Path("/{name}/runs")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Runs a task now, once, besides its interval")
    @Answers(status = 204, accepted = Job.class)
    public Response run(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @QueryParam("wait") Integer wait,
            @Context SecurityContext security) {
        Accepted.waitOf(wait);
        Caller caller = Caller.of(security);
        Known task = tasks(caller, id).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("the extension has no task " + name));
        return Accepted.respond(jobs, caller, planner.runNow(caller, task.installation(), name), wait);
    }

    private List<Known> tasks(Caller caller, String extensionId) {
        if (islands.find(caller.organizationId(), extensionId).isEmpty()) {
            throw new NotFoundException("the extension " + extensionId + " does not run here");
        }
        return served.of(caller.organizationId(), extensionId);
    }
}
