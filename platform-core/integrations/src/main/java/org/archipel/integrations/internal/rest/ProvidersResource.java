package org.archipel.integrations.internal.rest;

import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connectors under their second name. */
@PlatformResource
@Component(service = ProvidersResource.class)
@Path("integrations/providers")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Connectors")
public class ProvidersResource {
    private final ConnectorsResource connectors;

    @Activate
    public ProvidersResource(@Reference ConnectorRegistry registry) {
        this.connectors = new ConnectorsResource(registry);
    }

    @GET
    @RequiresPermission(ApiPermission.CONNECTORS_READ)
    @Summary("Lists the connectors")
    public Page<ConnectorView> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("type") @Summary("Kind of system") @OneOf(IntegrationType.class) String type) {
        return connectors.list(security, page, type);
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.CONNECTORS_READ)
    @Summary("Shows a connector with its schemas and operations")
    public ConnectorView get(@Context SecurityContext security, @PathParam("id") String id) {
        return connectors.get(security, id);
    }
}
