package org.archipel.marketplace.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.marketplace.internal.model.MarketplaceKey;
import org.archipel.marketplace.internal.trust.MarketplaceKeys;
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

/** The public keys with which the marketplace countersigns what it publishes. */
@Path("/marketplace/keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: signatures and revocations")
@PlatformResource
@Component(service = MarketplaceKeysResource.class)
public final class MarketplaceKeysResource {
    private final MarketplaceKeys keys;

    @Activate
    public MarketplaceKeysResource(@Reference MarketplaceKeys keys) {
        this.keys = keys;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The marketplace's public keys, the newest first")
    public Page<MarketplaceKey> list(@BeanParam PageRequest page) {
        Optional<String> after = page.after(1).map(key -> key.get(0));
        return page.page(keys.list(after, page.limit()), key -> List.of(key.keyId()));
    }

    @POST
    @Path("/rotate")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Makes a new key that signs from now on; what the former ones signed stays good")
    public MarketplaceKey rotate(@Context SecurityContext security) {
        return keys.rotate(Caller.of(security));
    }

    @POST
    @Path("/{keyId}/revoke")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes the trust from a former key, and from all that it signed")
    public MarketplaceKey revoke(@PathParam("keyId") String keyId, ReviewBody body, @Context SecurityContext security) {
        return keys.revoke(Caller.of(security), keyId, body == null ? null : body.reason());
    }
}
