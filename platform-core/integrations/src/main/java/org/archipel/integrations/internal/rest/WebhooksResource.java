package org.archipel.integrations.internal.rest;

import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.archipel.integrations.internal.webhook.WebhookIntake;
import org.archipel.rest.Answers;
import org.archipel.rest.AnyQuery;
import org.archipel.rest.MaxBody;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes webhooks of remote systems in. */
@PlatformResource
@Component(service = WebhooksResource.class)
@Path("webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@Summary("Webhooks, incoming")
public class WebhooksResource {
    private final WebhookIntake intake;

    @Activate
    public WebhooksResource(@Reference WebhookIntake intake) {
        this.intake = intake;
    }

    @POST
    @AnyQuery
    @PublicRoute
    @MaxBody(value = WebhookReception.MAX_BYTES, property = WebhookReception.MAX_BYTES_PROPERTY)
    @Summary("Takes a webhook in: verified over its raw bytes, and stored before the answer")
    @Answers(WebhookReception.Receipt.class)
    public Response receive(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context UriInfo uri, byte[] body) {
        return WebhookReception.receive(intake, id, headers, uri, body);
    }
}
