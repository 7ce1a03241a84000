package org.archipel.integrations.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.integrations.internal.notify.Delivery;
import org.archipel.integrations.internal.notify.WebhookEndpoints;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was sent, and how it fared. */
@PlatformResource
@Component(service = WebhookDeliveriesResource.class)
@Path("webhook-deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Webhooks, outgoing")
public class WebhookDeliveriesResource {
    private final WebhookEndpoints endpoints;

    @Activate
    public WebhookDeliveriesResource(@Reference WebhookEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists deliveries, the newest first")
    public Page<Delivery> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("endpointId") @Summary("Id of the webhook endpoint") String endpointId,
            @QueryParam("state") @Summary("How far the delivery is") @OneOf(Delivery.State.class) String state) {
        String before = page.after(1).map(key -> key.get(0)).orElse("~");
        Rows<Delivery> found = endpoints.deliveries(
                Caller.of(security),
                Optional.ofNullable(endpointId),
                Choices.parse(Delivery.State.class, "state", state),
                before,
                page.limit());
        return page.page(found.rows(), found.more(), delivery -> List.of(delivery.id()));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows a delivery with its tries")
    public Delivery get(@Context SecurityContext security, @PathParam("id") String id) {
        return endpoints.delivery(Caller.of(security), id);
    }

    @POST
    @Path("{id}/replay")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Sends a delivery again")
    public Delivery replay(@Context SecurityContext security, @PathParam("id") String id) {
        return endpoints.replay(Caller.of(security), id);
    }
}
