package org.archipel.marketplace.internal.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
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
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.Source;
import org.archipel.marketplace.internal.sharing.Intake;
import org.archipel.marketplace.internal.sharing.PackageList;
import org.archipel.marketplace.internal.sharing.RefreshHandler;
import org.archipel.marketplace.internal.sharing.SourceClient;
import org.archipel.marketplace.internal.sharing.Sources;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Other marketplaces that packages are taken over from. */
@Path("/marketplace/sources")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: federation")
@PlatformResource
@Component(service = SourcesResource.class)
public final class SourcesResource {
    private final Sources sources;
    private final SourceClient client;
    private final JobQueue jobs;
    private final UnitOfWork work;

    @Activate
    public SourcesResource(
            @Reference Sources sources,
            @Reference SourceClient client,
            @Reference JobQueue jobs,
            @Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.sources = sources;
        this.client = client;
        this.jobs = jobs;
        this.work = work;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("The marketplaces that packages are taken over from")
    public Page<SourceView> list(@BeanParam PageRequest page) {
        Optional<String> after = page.after(1).map(key -> key.get(0));
        return page.page(sources.list(after, page.limit()), (Source source) -> List.of(source.name()))
                .map(SourceView::of);
    }

    @POST
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Adds a marketplace, with the key that its lists have to be signed with")
    @Answers(value = SourceView.class, status = 201)
    public Response add(SourceBody body, @Context SecurityContext security) {
        if (body == null) {
            throw new ValidationException("", "the source is missing");
        }
        var source = sources.add(
                Caller.of(security), body.name(), body.url(), body.publicKey(), Optional.ofNullable(body.token()));
        return Response.created(URI.create("marketplace/sources/" + source.id()))
                .entity(SourceView.of(source))
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("A source, with what went wrong last")
    public SourceView get(@PathParam("id") String id) {
        return SourceView.of(sources.get(id));
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Removes a source; what was taken over stays")
    public void remove(@PathParam("id") String id, @Context SecurityContext security) {
        sources.remove(Caller.of(security), id);
    }

    @POST
    @Path("/{id}/refresh")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes the source's present list; it is taken every hour besides")
    @Answers(value = SourceView.class, accepted = Job.class)
    public Response refresh(
            @PathParam("id") String id, @QueryParam("wait") Integer wait, @Context SecurityContext security) {
        Accepted.waitOf(wait);
        var caller = Caller.of(security);
        var source = sources.get(id);
        var job = work.call(transaction -> jobs.submit(transaction, caller, RefreshHandler.request(source.id())));
        return Accepted.respond(
                jobs,
                caller,
                job,
                wait,
                done -> Response.ok(SourceView.of(sources.get(id))).build());
    }

    @GET
    @Path("/{id}/packages")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("What a source offers")
    public Page<PackageList.Entry> packages(@PathParam("id") String id, @BeanParam PageRequest page) {
        var after = page.after(2).orElse(List.of("", ""));
        return page.page(
                sources.offers(id, after.get(0), after.get(1), page.limit()),
                (PackageList.Entry entry) -> List.of(entry.extensionId(), entry.version()));
    }

    @POST
    @Path("/{id}/packages/{extensionId}/{version}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes a package over that a source offers; it becomes a submission that is checked and reviewed here")
    public Intake.Outcome take(
            @PathParam("id") String id,
            @PathParam("extensionId") String extensionId,
            @PathParam("version") String version,
            @Context SecurityContext security) {
        return client.take(Caller.of(security), id, extensionId, version);
    }
}
