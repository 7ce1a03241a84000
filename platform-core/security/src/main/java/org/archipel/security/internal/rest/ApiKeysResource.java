package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
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
import javax.ws.rs.core.CacheControl;
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
import org.archipel.security.internal.apikey.ApiKeyService;
import org.archipel.security.internal.apikey.ApiKeyService.DescribedKey;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;
import org.archipel.security.internal.apikey.RateLimit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/api-keys}. */
@Path("/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("API keys")
@PlatformResource
@Component(service = ApiKeysResource.class)
public final class ApiKeysResource {
    private final ApiKeyService keys;

    @Activate
    public ApiKeysResource(@Reference ApiKeyService keys) {
        this.keys = keys;
    }

    /**
     * What a client sends of a key.
     *
     * @param userId whose key it is; the caller's own when absent
     * @param scopes what the key is narrowed to; when absent it may do all that its user may
     */
    public record ApiKeyBody(
            String userId,
            @JsonProperty(required = true) String name,
            String description,
            List<String> scopes,
            RateLimit rateLimit,
            Long quotaLimit,
            Instant expiresAt,
            List<String> tags) {
        ApiKeyService.Draft draft() {
            return new ApiKeyService.Draft(
                    Optional.ofNullable(userId),
                    name,
                    Optional.ofNullable(description),
                    Bodies.list("/scopes", scopes),
                    Optional.ofNullable(rateLimit),
                    Optional.ofNullable(quotaLimit),
                    Optional.ofNullable(expiresAt),
                    Bodies.list("/tags", tags));
        }
    }

    /** @param overlapSeconds how long the former key stays good; the configured time when absent */
    public record RotationBody(Long overlapSeconds) {}

    @GET
    @RequiresPermission(ApiPermission.API_KEYS_READ)
    @Summary("The organization's API keys, without their secrets")
    public Page<ApiKeyView> list(
            @BeanParam PageRequest page,
            @QueryParam("userId") @Summary("Id of the user whose keys they are") String userId,
            @Context SecurityContext security) {
        ListOrder order = ListOrder.of(page, Map.of("name", "name"));
        List<DescribedKey> rows = keys.list(
                Caller.of(security), Parameters.text("/userId", userId), order, page.query(), page.limit() + 1);
        return page.page(
                        rows,
                        (DescribedKey key) ->
                                order.key(name -> key.row().name(), key.row().id()))
                .map(ApiKeyView::of);
    }

    @POST
    @RequiresPermission(ApiPermission.API_KEYS_WRITE)
    @Summary("Makes an API key; only this answer shows it whole")
    @Answers(value = ApiKeyView.class, status = 201)
    public Response create(ApiKeyBody body, @Context SecurityContext security) {
        return issued(keys.create(Caller.of(security), Bodies.required(body).draft()));
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.API_KEYS_READ)
    @Summary("An API key, without its secret")
    @Answers(ApiKeyView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        DescribedKey key = keys.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(key.row().version()), ApiKeyView.of(key));
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(ApiPermission.API_KEYS_WRITE)
    @Summary("Changes what is known of an API key and what it is narrowed to")
    @Answers(ApiKeyView.class)
    public Response update(
            @PathParam("id") String id,
            ApiKeyBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        DescribedKey key =
                keys.update(Caller.of(security), id, Bodies.required(body).draft(), Bodies.unchanged(headers));
        return Response.ok(ApiKeyView.of(key))
                .tag(EntityTags.of(key.row().version()))
                .build();
    }

    @POST
    @Path("/{id}/rotate")
    @RequiresPermission(ApiPermission.API_KEYS_WRITE)
    @Summary("Makes a key in the place of this one, which stays good for a while; only this answer shows it whole")
    @Answers(value = ApiKeyView.class, status = 201)
    public Response rotate(
            @PathParam("id") String id,
            RotationBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        Optional<Duration> overlap =
                Optional.ofNullable(body).map(RotationBody::overlapSeconds).map(Duration::ofSeconds);
        return issued(keys.rotate(Caller.of(security), id, overlap, Bodies.unchanged(headers)));
    }

    @DELETE
    @Path("/{id}")
    @RequiresPermission(ApiPermission.API_KEYS_WRITE)
    @Summary("Revokes an API key at once; it stays in the list as revoked")
    @Answers(status = 204)
    public Response revoke(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        keys.revoke(Caller.of(security), id, Bodies.unchanged(headers));
        return Response.noContent().build();
    }

    private static Response issued(IssuedKey issued) {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.created(Bodies.location("api-keys", issued.key().row().id()))
                .tag(EntityTags.of(issued.key().row().version()))
                .cacheControl(never)
                .entity(ApiKeyView.of(issued))
                .build();
    }
}
