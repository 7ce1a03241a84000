package org.archipel.integrations.internal.rest;

import java.net.URI;
import java.util.List;
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
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.integrations.internal.notify.WebhookEndpoint;
import org.archipel.integrations.internal.notify.WebhookEndpoints;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Draft;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Made;
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

/** Where the organization wants to be told of events. */
@PlatformResource
@Component(service = WebhookEndpointsResource.class)
@Path("webhook-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Webhooks, outgoing")
public class WebhookEndpointsResource {
    private final WebhookEndpoints endpoints;

    @Activate
    public WebhookEndpointsResource(@Reference WebhookEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists webhook endpoints")
    public Page<WebhookEndpoint> list(@Context SecurityContext security, @BeanParam PageRequest page) {
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<WebhookEndpoint> found = endpoints.list(Caller.of(security), after, page.limit() + 1);
        return page.page(found, endpoint -> List.of(endpoint.id()));
    }

    @POST
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Makes a webhook endpoint; its signing secret is shown this once")
    @Answers(value = SecretView.class, status = 201)
    public Response create(@Context SecurityContext security, Draft draft) {
        Made made = endpoints.create(Caller.of(security), Bodies.required(draft));
        return Response.created(
                        URI.create("webhook-endpoints/" + made.endpoint().id()))
                .tag(EntityTags.of(made.endpoint().revision()))
                .entity(SecretView.of(made))
                .build();
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows a webhook endpoint")
    @Answers(WebhookEndpoint.class)
    public Response get(@Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        WebhookEndpoint endpoint = endpoints.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(endpoint.revision()), endpoint);
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Changes a webhook endpoint, or switches it on and off")
    @Answers(WebhookEndpoint.class)
    public Response replace(
            @Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id, Draft draft) {
        WebhookEndpoint endpoint =
                endpoints.replace(Caller.of(security), id, Bodies.required(draft), matching(headers));
        return Response.ok(endpoint).tag(EntityTags.of(endpoint.revision())).build();
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Removes a webhook endpoint with its deliveries")
    @Answers(status = 204)
    public Response delete(
            @Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        endpoints.delete(Caller.of(security), id, matching(headers));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/secret")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Makes a new signing secret; the former one signs beside it for a day")
    public SecretView rotate(@Context SecurityContext security, @PathParam("id") String id) {
        return SecretView.of(endpoints.rotate(Caller.of(security), id));
    }

    @POST
    @Path("{id}/test")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Sends an event that says nothing, to see whether it arrives")
    @Answers(status = 202)
    public Response test(@Context SecurityContext security, @PathParam("id") String id) {
        endpoints.test(Caller.of(security), id);
        return Response.accepted().build();
    }

    private static LongConsumer matching(HttpHeaders headers) {
        return revision -> Preconditions.check(headers, EntityTags.of(revision));
    }

    /** An endpoint with its new secret, which is shown this once. */
    public record SecretView(String id, WebhookEndpoint endpoint, String secret) {
        static SecretView of(Made made) {
            return new SecretView(made.endpoint().id(), made.endpoint(), made.secret());
        }

        /** Names no secret. */
        @Override
        public String toString() {
            return "SecretView[" + id + "]";
        }
    }
}
