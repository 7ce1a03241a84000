package org.archipel.integrations.internal.rest;

import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
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
import javax.ws.rs.core.UriInfo;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.integrations.internal.webhook.WebhookArchive;
import org.archipel.integrations.internal.webhook.WebhookArchive.WebhookView;
import org.archipel.integrations.internal.webhook.WebhookIntake;
import org.archipel.rest.Answers;
import org.archipel.rest.AnyQuery;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.MaxBody;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The webhooks that an integration took in. */
@PlatformResource
@Component(service = IntegrationWebhooksResource.class)
@Path("integrations")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Webhooks, incoming")
public class IntegrationWebhooksResource {
    private final IntegrationService integrations;
    private final WebhookIntake intake;
    private final WebhookArchive archive;

    @Activate
    public IntegrationWebhooksResource(
            @Reference IntegrationService integrations,
            @Reference WebhookIntake intake,
            @Reference WebhookArchive archive) {
        this.integrations = integrations;
        this.intake = intake;
        this.archive = archive;
    }

    @POST
    @AnyQuery
    @Path("{id}/webhook")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @PublicRoute
    @MaxBody(value = WebhookReception.MAX_BYTES, property = WebhookReception.MAX_BYTES_PROPERTY)
    @Summary("Takes a webhook in, as /api/webhooks/{id} does")
    @Answers(WebhookReception.Receipt.class)
    public Response receive(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri, byte[] body) {
        return WebhookReception.receive(intake, id, headers, uri, body);
    }

    @GET
    @Path("{id}/webhooks")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists webhooks that were taken in, the newest first")
    public Page<WebhookView> list(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @BeanParam PageRequest page,
            @QueryParam("state") @Summary("How far it was processed") @DefaultValue("PENDING")
                    WebhookArchive.Waiting state) {
        String before = page.after(1).map(key -> key.get(0)).orElse("~");
        Rows<WebhookView> found = archive.list(integration(security, id), state, before, page.limit());
        return page.page(found.rows(), found.more(), webhook -> List.of(webhook.id()));
    }

    @GET
    @Path("{id}/webhooks/{webhook}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows a webhook that was taken in, with its content")
    public WebhookView get(
            @Context SecurityContext security, @PathParam("id") String id, @PathParam("webhook") String webhook) {
        return archive.get(integration(security, id), webhook);
    }

    @POST
    @Path("{id}/webhooks/{webhook}/replay")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Processes a webhook again")
    public WebhookView replay(
            @Context SecurityContext security, @PathParam("id") String id, @PathParam("webhook") String webhook) {
        return archive.replay(Caller.of(security), integration(security, id), webhook);
    }

    private Integration integration(SecurityContext security, String id) {
        return integrations.get(Caller.of(security), id);
    }
}
