package org.archipel.integrations.internal.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.subscription.SubscriptionView;
import org.archipel.integrations.internal.subscription.WebhookSubscriptions;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The webhooks that the platform asks an integration's remote system for. */
@PlatformResource
@Component(service = WebhookSubscriptionResource.class)
@Path("integrations/{id}/webhook-subscription")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Webhooks, incoming")
public class WebhookSubscriptionResource {
    private final IntegrationService integrations;
    private final WebhookSubscriptions subscriptions;

    @Activate
    public WebhookSubscriptionResource(
            @Reference IntegrationService integrations, @Reference WebhookSubscriptions subscriptions) {
        this.integrations = integrations;
        this.subscriptions = subscriptions;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows whether the remote system sends webhooks, until when, and what is in the way")
    public SubscriptionView get(@Context SecurityContext security, @PathParam("id") String id) {
        return subscriptions.view(integrations.get(Caller.of(security), id));
    }
}
