package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
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
import org.archipel.marketplace.internal.model.PublisherNamespace;
import org.archipel.marketplace.internal.trust.Namespaces;
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

/** Publishers ask for namespaces, administrators of the marketplace decide. */
@Path("/marketplace/namespaces")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: publishers")
@PlatformResource
@Component(service = NamespacesResource.class)
public final class NamespacesResource {
    private final Namespaces namespaces;

    @Activate
    public NamespacesResource(@Reference Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * @param namespace such as {@code com.acme}, which holds all ids that begin with it and a dot
     * @param evidence why it is the organization's, for the administrator who decides
     */
    public record NamespaceBody(
            @JsonProperty(required = true) String namespace,
            @JsonProperty(required = true) String evidence) {}

    @GET
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("The organization's namespaces, for administrators of the marketplace all of them; the newest first")
    public Page<PublisherNamespace> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        var before = page.after(1).map(key -> key.get(0));
        return page.page(namespaces.list(Caller.of(security), before, page.limit() + 1), claim -> List.of(claim.id()));
    }

    @POST
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Asks for a namespace")
    @Answers(value = PublisherNamespace.class, status = 201)
    public Response request(NamespaceBody body, @Context SecurityContext security) {
        if (body == null) {
            throw new ValidationException("", "a JSON object is required");
        }
        var claim = namespaces.request(Caller.of(security), body.namespace(), body.evidence());
        return Response.created(URI.create("marketplace/namespaces/" + claim.id()))
                .entity(claim)
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("A namespace, and how far the decision on it is")
    public PublisherNamespace get(@PathParam("id") String id, @Context SecurityContext security) {
        return namespaces.get(Caller.of(security), id);
    }

    @POST
    @Path("/{id}/approve")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Gives a namespace to the organization that asked for it")
    public PublisherNamespace approve(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return namespaces.approve(Caller.of(security), id, reason(body));
    }

    @POST
    @Path("/{id}/reject")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Refuses a namespace")
    public PublisherNamespace reject(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return namespaces.reject(Caller.of(security), id, reason(body));
    }

    @POST
    @Path("/{id}/release")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes a namespace back; what was published stays")
    public PublisherNamespace release(@PathParam("id") String id, ReviewBody body, @Context SecurityContext security) {
        return namespaces.release(Caller.of(security), id, reason(body));
    }

    private static String reason(ReviewBody body) {
        return body == null ? null : body.reason();
    }
}
