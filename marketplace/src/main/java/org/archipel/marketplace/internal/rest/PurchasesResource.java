package org.archipel.marketplace.internal.rest;

import java.net.URI;
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
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.PurchaseOrder;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.pricing.Purchases;
import org.archipel.rest.Answers;
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

/** Purchases of extensions, through a provider of payment. */
@Path("/marketplace/purchases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: purchases")
@PlatformResource
@Component(service = PurchasesResource.class)
public final class PurchasesResource {
    private final Purchases purchases;

    @Activate
    public PurchasesResource(@Reference Purchases purchases) {
        this.purchases = purchases;
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The organization's purchases, the newest first")
    public Page<PurchaseOrder> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        var before = page.after(1).map(key -> key.get(0)).orElse(SubmissionQuery.FIRST_PAGE);
        return page.page(
                purchases.list(Caller.of(security), before, page.limit()),
                (PurchaseOrder order) -> List.of(order.id()));
    }

    @POST
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Buys an extension; the answer says where the payment goes on")
    @Answers(value = PurchaseOrder.class, status = 201)
    public Response buy(PurchaseBody body, @Context SecurityContext security) {
        if (body == null || body.extensionId() == null) {
            throw new ValidationException("/extensionId", "say which");
        }
        var order = purchases.buy(Caller.of(security), body.extensionId(), Optional.ofNullable(body.provider()));
        return Response.created(URI.create("marketplace/purchases/" + order.id()))
                .entity(order)
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("A purchase as its provider sees it now")
    public PurchaseOrder get(@PathParam("id") String id, @Context SecurityContext security) {
        return purchases.get(Caller.of(security), id);
    }
}
