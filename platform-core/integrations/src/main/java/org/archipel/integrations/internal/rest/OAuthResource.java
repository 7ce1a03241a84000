package org.archipel.integrations.internal.rest;

import java.net.URI;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.oauth.ConnectionStatus;
import org.archipel.integrations.internal.oauth.Invitation;
import org.archipel.integrations.internal.oauth.OAuthConnections;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** OAuth2 connections of integrations. */
@PlatformResource
@Component(service = OAuthResource.class)
@Path("integrations/{id}/oauth")
@Produces(MediaType.APPLICATION_JSON)
@Summary("OAuth2 connections")
public class OAuthResource {
    private final IntegrationService integrations;
    private final OAuthConnections connections;
    private final IntegrationsConfig config;

    @Activate
    public OAuthResource(
            @Reference IntegrationService integrations,
            @Reference OAuthConnections connections,
            @Reference IntegrationsConfig config) {
        this.integrations = integrations;
        this.connections = connections;
        this.config = config;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows whether the integration is connected, where, for what and until when, and what a person has to do")
    public ConnectionStatus get(@Context SecurityContext security, @PathParam("id") String id) {
        return connections.status(integration(security, id));
    }

    @POST
    @Path("connect")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Begins a connection: tells the address that a person opens in a browser to consent, within ten minutes")
    public Invitation connect(@Context SecurityContext security, @Context UriInfo uri, @PathParam("id") String id) {
        URI callback = config.publicUrl()
                .map(base -> URI.create(base.toString().replaceAll("/+$", "") + "/api/oauth/callback"))
                .orElseGet(() -> uri.getBaseUri().resolve("oauth/callback"));
        return connections.invite(Caller.of(security), integration(security, id), callback);
    }

    @POST
    @Path("revoke")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Takes the connection back, at the provider too where it can be told")
    public RevocationView revoke(@Context SecurityContext security, @PathParam("id") String id) {
        return new RevocationView(connections.revoke(Caller.of(security), integration(security, id)));
    }

    private Integration integration(SecurityContext security, String id) {
        return integrations.get(Caller.of(security), id);
    }

    /** Whether the provider forgot its tokens too. */
    public record RevocationView(boolean providerTold) {}
}
