package org.archipel.integrations.internal.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
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
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.Requires;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Integrations: make, change, activate, pause, remove. */
@PlatformResource
@Component(service = IntegrationsResource.class)
@Path("integrations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Integrations")
public class IntegrationsResource {
    private final IntegrationService integrations;
    private final IntegrationViews views;

    @Activate
    public IntegrationsResource(@Reference IntegrationService integrations, @Reference IntegrationViews views) {
        this.integrations = integrations;
        this.views = views;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists the integrations")
    public Page<IntegrationView> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("type") @Summary("Kind of system") @OneOf(IntegrationType.class) String type,
            @QueryParam("status") @Summary("Its status") @OneOf(IntegrationStatus.class) String status,
            @QueryParam("connectorId") @Summary("Id of its connector") String connectorId,
            @QueryParam("tag") @Summary("One of its tags") String tag) {
        var filter = new IntegrationFilter(
                Choices.parse(IntegrationType.class, "type", type),
                Choices.parse(IntegrationStatus.class, "status", status),
                Optional.ofNullable(connectorId),
                Optional.ofNullable(tag),
                page.query());
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<Integration> found = integrations.list(Caller.of(security), filter, after, page.limit() + 1);
        return page.page(found, integration -> List.of(integration.id())).map(views::of);
    }

    @POST
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Makes an integration as a draft, complete or not")
    @Answers(value = IntegrationView.class, status = 201)
    public Response create(@Context SecurityContext security, @Requires("name") IntegrationDraft draft) {
        Integration made = integrations.create(Caller.of(security), Bodies.required(draft));
        return Response.created(URI.create("integrations/" + made.id()))
                .tag(EntityTags.of(made.revision()))
                .entity(views.of(made))
                .build();
    }

    @POST
    @Path("validate")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Tells what keeps a draft from being active, without saving it")
    public ValidationReport validate(@Context SecurityContext security, IntegrationDraft draft) {
        return ValidationReport.of(integrations.validate(Caller.of(security), Bodies.required(draft)));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows an integration")
    @Answers(IntegrationView.class)
    public Response get(@Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        // Health, metrics and times change without the integration: the tag is for changes, not for caches.
        Integration found = integrations.get(Caller.of(security), id);
        return Response.ok(views.of(found)).tag(EntityTags.of(found.revision())).build();
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Replaces an integration; absent credentials stay as they are")
    @Answers(IntegrationView.class)
    public Response replace(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            @Requires("name") IntegrationDraft draft) {
        return answer(integrations.replace(Caller.of(security), id, Bodies.required(draft), matching(headers)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Removes an integration; the records that it brought stay")
    @Answers(status = 204)
    public Response delete(
            @Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        integrations.delete(Caller.of(security), id, matching(headers));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/activate")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Activates a complete integration")
    @Answers(IntegrationView.class)
    public Response activate(@Context SecurityContext security, @PathParam("id") String id) {
        return answer(integrations.activate(Caller.of(security), id));
    }

    @POST
    @Path("{id}/pause")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Pauses an integration: its schedule and its running syncs stop")
    @Answers(IntegrationView.class)
    public Response pause(@Context SecurityContext security, @PathParam("id") String id) {
        return answer(integrations.pause(Caller.of(security), id));
    }

    private Response answer(Integration integration) {
        return Response.ok(views.of(integration))
                .tag(EntityTags.of(integration.revision()))
                .build();
    }

    private static LongConsumer matching(HttpHeaders headers) {
        return revision -> Preconditions.check(headers, EntityTags.of(revision));
    }
}
