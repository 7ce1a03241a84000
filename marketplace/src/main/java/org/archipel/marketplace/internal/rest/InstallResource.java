package org.archipel.marketplace.internal.rest;

import java.util.Optional;
import java.util.function.Supplier;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.messaging.Job;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Installs, upgrades and uninstalls extensions for the caller's organization. With {@code dryRun=true} the answer is the plan, and
 * nothing is done.
 */
@Path("/marketplace/install")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions")
@PlatformResource
@Component(service = InstallResource.class)
public final class InstallResource {
    private final Drafts drafts;
    private final OrderAnswers answers;

    @Activate
    public InstallResource(@Reference Drafts drafts, @Reference OrderAnswers answers) {
        this.drafts = drafts;
        this.answers = answers;
    }

    @POST
    @Path("/{id}")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Installs an extension, with consent to its permissions")
    @Answers(
            value = {InstallationView.class, InstallPlan.class},
            accepted = Job.class)
    public Response install(
            @PathParam("id") @Summary("Id of the extension") String id,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("wait") Integer wait,
            InstallBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        var caller = Caller.of(security);
        return answer(caller, dryRun, wait, headers, () -> {
            var draft = drafts.install(caller, id, InstallBody.order(body));
            return dryRun ? draft : accepted(body, draft);
        });
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Upgrades an installed extension; what it asks for beyond what was granted needs consent")
    @Answers(
            value = {InstallationView.class, InstallPlan.class},
            accepted = Job.class)
    public Response update(
            @PathParam("id") @Summary("Id of the extension") String id,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("wait") Integer wait,
            InstallBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        var caller = Caller.of(security);
        return answer(caller, dryRun, wait, headers, () -> {
            var draft = drafts.update(caller, id, InstallBody.order(body));
            return dryRun ? draft : accepted(body, draft);
        });
    }

    @POST
    @Path("/{id}/rollback")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Goes back to a kept version, with its grants and configuration; without one, to the version before")
    @Answers(
            value = {InstallationView.class, InstallPlan.class},
            accepted = Job.class)
    public Response rollback(
            @PathParam("id") @Summary("Id of the extension") String id,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("wait") Integer wait,
            RollbackBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        var caller = Caller.of(security);
        var version = Optional.ofNullable(body).map(RollbackBody::version);
        return answer(caller, dryRun, wait, headers, () -> drafts.rollback(caller, id, version));
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Uninstalls an extension, and with cascade=true those that need it; its data is kept for the grace time")
    @Answers(
            value = {InstallationView.class, InstallPlan.class},
            accepted = Job.class)
    public Response uninstall(
            @PathParam("id") @Summary("Id of the extension") String id,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("cascade") @Summary("Whether those that need it are uninstalled as well") boolean cascade,
            @QueryParam("wait") Integer wait,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        var caller = Caller.of(security);
        return answer(caller, dryRun, wait, headers, () -> drafts.uninstall(caller, id, cascade));
    }

    private static Draft accepted(InstallBody body, Draft draft) {
        InstallBody.requireNamed(body, draft.plan());
        return draft;
    }

    /** @param version one of the kept versions; absent for the latest of them */
    public record RollbackBody(String version) {}

    private Response answer(Caller caller, boolean dryRun, Integer wait, HttpHeaders headers, Supplier<Draft> thought) {
        OrderAnswers.checkWait(wait);
        return dryRun ? Response.ok(thought.get().plan()).build() : answers.place(caller, thought, wait, headers);
    }
}
