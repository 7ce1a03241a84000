package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.archipel.api.error.ConflictException;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.identity.RoleService;
import org.archipel.security.internal.store.RoleRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/roles}: the built-in ones, whose id is their name, and those of the organization. */
@Path("/roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Users and roles")
@PlatformResource
@Component(service = RolesResource.class)
public final class RolesResource {
    /** What is built in changes only with the platform. */
    private static final long BUILT_IN_VERSION = 0;

    private final RoleService roles;

    @Activate
    public RolesResource(@Reference RoleService roles) {
        this.roles = roles;
    }

    /** What a client sends of a role. */
    public record RoleBody(@JsonProperty(required = true) String name, String description, List<String> permissions) {
        RoleService.Draft draft() {
            return new RoleService.Draft(
                    name, Optional.ofNullable(description), Bodies.list("/permissions", permissions));
        }
    }

    @GET
    @RequiresPermission(ApiPermission.ROLES_READ)
    @Summary("The organization's roles, followed by the built-in ones")
    public Page<RoleView> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        Optional<String> after = page.after(1).map(key -> key.get(0));
        int wanted = page.limit() + 1;
        List<RoleView> views = new ArrayList<>();
        roles.list(Caller.of(security), after, page.query(), wanted).stream()
                .map(RoleView::of)
                .forEach(views::add);
        // Ids of made roles begin with a digit and so come before the names of the built-in ones.
        builtIn(after, page.query()).limit(wanted - views.size()).forEach(views::add);
        return page.page(views, (RoleView view) -> List.of(view.id()));
    }

    @POST
    @RequiresPermission(ApiPermission.ROLES_WRITE)
    @Summary("Makes a role from permissions that the caller has")
    @Answers(value = RoleView.class, status = 201)
    public Response create(RoleBody body, @Context SecurityContext security) {
        RoleRow row = roles.create(Caller.of(security), Bodies.required(body).draft());
        return Response.created(Bodies.location("roles", row.id()))
                .tag(EntityTags.of(row.version()))
                .entity(RoleView.of(row))
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ROLES_READ)
    @Summary("A role")
    @Answers(RoleView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        Optional<BuiltInRole> builtIn = BuiltInRole.named(id);
        if (builtIn.isPresent()) {
            return Preconditions.read(headers, EntityTags.of(BUILT_IN_VERSION), RoleView.of(builtIn.get()));
        }
        RoleRow row = roles.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(row.version()), RoleView.of(row));
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ROLES_WRITE)
    @Summary("Changes the description and the permissions of a role")
    @Answers(RoleView.class)
    public Response update(
            @PathParam("id") String id,
            RoleBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        requireMade(id);
        RoleRow row =
                roles.update(Caller.of(security), id, Bodies.required(body).draft(), Bodies.unchanged(headers));
        return Response.ok(RoleView.of(row)).tag(EntityTags.of(row.version())).build();
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.ROLES_WRITE)
    @Summary("Deletes a role that no user has")
    @Answers(status = 204)
    public Response delete(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        requireMade(id);
        roles.delete(Caller.of(security), id, Bodies.unchanged(headers));
        return Response.noContent().build();
    }

    private static void requireMade(String id) {
        if (BuiltInRole.named(id).isPresent()) {
            throw new ConflictException("A built-in role cannot be changed.");
        }
    }

    private static Stream<RoleView> builtIn(Optional<String> after, Optional<String> text) {
        String wanted = text.orElse("").toLowerCase(Locale.ROOT);
        return Stream.of(BuiltInRole.values())
                .filter(role -> role.name().compareTo(after.orElse("")) > 0)
                .filter(role -> role.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(RoleView::of)
                .sorted((one, other) -> one.id().compareTo(other.id()));
    }
}
