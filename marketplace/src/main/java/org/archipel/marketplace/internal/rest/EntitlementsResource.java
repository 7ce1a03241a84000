package org.archipel.marketplace.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.pricing.Entitlements;
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

/** What organizations may use of extensions that cost something. */
@Path("/marketplace/entitlements")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: purchases")
@PlatformResource
@Component(service = EntitlementsResource.class)
public final class EntitlementsResource {
    private final Entitlements entitlements;

    @Activate
    public EntitlementsResource(@Reference Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The organization's entitlements: trials, purchases, and what the administrator granted")
    public Page<Entitlement> own(@BeanParam PageRequest page, @Context SecurityContext security) {
        return page(page, entitlements.list(Caller.of(security), page.after(2), page.limit()));
    }

    @GET
    @Path("/{organizationId}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("The entitlements of an organization")
    public Page<Entitlement> list(@PathParam("organizationId") String organizationId, @BeanParam PageRequest page) {
        return page(page, entitlements.ofOrganization(organizationId, page.after(2), page.limit()));
    }

    private static Page<Entitlement> page(PageRequest page, List<Entitlement> found) {
        return page.page(found, one -> List.of(one.extensionId(), one.kind().name()));
    }

    @PUT
    @Path("/{organizationId}/{extensionId}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Lets an organization use an extension without a payment through a provider")
    public Entitlement grant(
            @PathParam("organizationId") String organizationId,
            @PathParam("extensionId") String extensionId,
            GrantBody body,
            @Context SecurityContext security) {
        var terms = body == null ? new GrantBody(null, null) : body;
        return entitlements.grant(
                Caller.of(security),
                organizationId,
                extensionId,
                Optional.ofNullable(terms.endsAt()),
                terms.reference());
    }

    @DELETE
    @Path("/{organizationId}/{extensionId}")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes back what was granted; trials and purchases stay")
    public void revoke(
            @PathParam("organizationId") String organizationId,
            @PathParam("extensionId") String extensionId,
            @Context SecurityContext security) {
        entitlements.revoke(Caller.of(security), organizationId, extensionId);
    }
}
