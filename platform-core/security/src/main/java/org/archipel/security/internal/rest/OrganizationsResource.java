package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
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
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.ListOrder;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.internal.identity.OrganizationService;
import org.archipel.security.internal.store.OrganizationRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/organizations}. */
@Path("/organizations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Organizations")
@PlatformResource
@Component(service = OrganizationsResource.class)
public final class OrganizationsResource {
    private final OrganizationService organizations;

    @Activate
    public OrganizationsResource(@Reference OrganizationService organizations) {
        this.organizations = organizations;
    }

    /** What a client sends of an organization. */
    public record OrganizationBody(
            @JsonProperty(required = true) String slug,
            @JsonProperty(required = true) String name) {
        OrganizationService.Draft draft() {
            return new OrganizationService.Draft(slug, name);
        }
    }

    @GET
    @RequiresPermission(ApiPermission.ORGANIZATIONS_READ)
    @Summary("The caller's organization; for who manages organizations all of them")
    public Page<OrganizationView> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        ListOrder order = ListOrder.of(page, Map.of("name", "name", "slug", "slug"));
        List<OrganizationRow> rows = organizations.list(Caller.of(security), order, page.query(), page.limit() + 1);
        return page.page(
                        rows,
                        (OrganizationRow row) ->
                                order.key(name -> name.equals("slug") ? row.slug() : row.name(), row.id()))
                .map(OrganizationView::of);
    }

    @POST
    @RequiresPermission(ApiPermission.ORGANIZATIONS_MANAGE)
    @Summary("Makes an organization")
    @Answers(value = OrganizationView.class, status = 201)
    public Response create(OrganizationBody body, @Context SecurityContext security) {
        OrganizationRow row =
                organizations.create(Caller.of(security), Bodies.required(body).draft());
        return Response.created(Bodies.location("organizations", row.id()))
                .tag(EntityTags.of(row.version()))
                .entity(OrganizationView.of(row))
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ORGANIZATIONS_READ)
    @Summary("An organization")
    @Answers(OrganizationView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        OrganizationRow row = organizations.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(row.version()), OrganizationView.of(row));
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ORGANIZATIONS_MANAGE)
    @Summary("Changes the slug and the name of an organization")
    @Answers(OrganizationView.class)
    public Response update(
            @PathParam("id") String id,
            OrganizationBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        OrganizationRow row = organizations.update(
                Caller.of(security), id, Bodies.required(body).draft(), Bodies.unchanged(headers));
        return Response.ok(OrganizationView.of(row))
                .tag(EntityTags.of(row.version()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ORGANIZATIONS_MANAGE)
    @Summary("Deletes an organization with all that belongs to it; its audit log stays")
    @Answers(status = 204)
    public Response delete(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        organizations.delete(Caller.of(security), id, Bodies.unchanged(headers));
        return Response.noContent().build();
    }
}
