package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.ListOrder;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.identity.UserService;
import org.archipel.security.internal.store.UserRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/users}. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Users and roles")
@PlatformResource
@Component(service = UsersResource.class)
public final class UsersResource {
    private final UserService users;

    @Activate
    public UsersResource(@Reference UserService users) {
        this.users = users;
    }

    /**
     * What a client sends of a user.
     *
     * @param roles names of roles; none when absent
     * @param status ACTIVE when absent
     */
    public record UserBody(
            @JsonProperty(required = true) String email,
            @JsonProperty(required = true) String displayName,
            List<String> roles,
            UserStatus status) {
        public UserBody {
            status = status == null ? UserStatus.ACTIVE : status;
        }

        UserService.Draft draft() {
            return new UserService.Draft(email, displayName, Bodies.list("/roles", roles), status);
        }
    }

    @GET
    @RequiresPermission(ApiPermission.USERS_READ)
    @Summary("The organization's users, in the order of their making, or sorted by email or displayName")
    public Page<UserView> list(
            @BeanParam PageRequest page,
            @QueryParam("status") @Summary("Their status") @OneOf(UserStatus.class) String status,
            @Context SecurityContext security) {
        Optional<UserStatus> wanted = Parameters.choice("/status", status, UserStatus.class);
        ListOrder order = ListOrder.of(page, Map.of("email", "email", "displayName", "displayName"));
        List<UserRow> rows = users.list(Caller.of(security), wanted, order, page.query(), page.limit() + 1);
        return page.page(
                        rows,
                        (UserRow row) ->
                                order.key(name -> name.equals("email") ? row.email() : row.displayName(), row.id()))
                .map(UserView::of);
    }

    @POST
    @RequiresPermission(ApiPermission.USERS_WRITE)
    @Summary("Makes a user")
    @Answers(value = UserView.class, status = 201)
    public Response create(UserBody body, @Context SecurityContext security) {
        UserRow row = users.create(Caller.of(security), Bodies.required(body).draft());
        return Response.created(Bodies.location("users", row.id()))
                .tag(EntityTags.of(row.version()))
                .entity(UserView.of(row))
                .build();
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.USERS_READ)
    @Summary("A user")
    @Answers(UserView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        UserRow row = users.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(row.version()), UserView.of(row));
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(ApiPermission.USERS_WRITE)
    @Summary("Changes a user; a disabled user's keys are not accepted")
    @Answers(UserView.class)
    public Response update(
            @PathParam("id") String id,
            UserBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        UserRow row =
                users.update(Caller.of(security), id, Bodies.required(body).draft(), Bodies.unchanged(headers));
        return Response.ok(UserView.of(row)).tag(EntityTags.of(row.version())).build();
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.USERS_WRITE)
    @Summary("Deletes a user and revokes the user's keys")
    @Answers(status = 204)
    public Response delete(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        users.delete(Caller.of(security), id, Bodies.unchanged(headers));
        return Response.noContent().build();
    }
}
