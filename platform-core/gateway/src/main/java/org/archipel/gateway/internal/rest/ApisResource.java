package org.archipel.gateway.internal.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
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
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.gateway.internal.service.CustomApiService;
import org.archipel.gateway.internal.store.ApiFilter;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Custom APIs: define, change, switch on and off, deprecate. */
@PlatformResource
@Component(service = ApisResource.class)
@Path("apis")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Custom APIs")
public class ApisResource {
    private final CustomApiService apis;

    @Activate
    public ApisResource(@Reference CustomApiService apis) {
        this.apis = apis;
    }

    @GET
    @RequiresPermission(ApiPermission.APIS_READ)
    @Summary("Lists the custom APIs")
    public Page<CustomApiView> list(
            @Context SecurityContext security,
            @BeanParam PageRequest page,
            @QueryParam("method") @Summary("HTTP method") String method,
            @QueryParam("active") @Summary("Whether it answers") Boolean active) {
        var filter = new ApiFilter(
                Optional.ofNullable(method).filter(text -> !text.isBlank()), Optional.ofNullable(active), page.query());
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<CustomApi> found = apis.list(Caller.of(security), filter, after, page.limit() + 1);
        return page.page(found, api -> List.of(api.id())).map(CustomApiView::of);
    }

    @POST
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Defines a custom API, which answers from then on")
    @Answers(value = CustomApiView.class, status = 201)
    public Response create(@Context SecurityContext security, ApiDefinition definition) {
        CustomApi api = apis.create(Caller.of(security), required(definition));
        return Response.created(URI.create("apis/" + api.id()))
                .tag(EntityTags.of(api.revision()))
                .entity(CustomApiView.of(api))
                .build();
    }

    @POST
    @Path("validate")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Looks at a definition without saving it; the answer to a bad one says everything that is wrong")
    @Answers(status = 204)
    public Response validate(@Context SecurityContext security, ApiDefinition definition) {
        apis.check(Caller.of(security), required(definition));
        return Response.noContent().build();
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApiPermission.APIS_READ)
    @Summary("Shows a custom API, without its secrets")
    @Answers(CustomApiView.class)
    public Response get(@Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        CustomApi api = apis.get(Caller.of(security), id);
        return Preconditions.read(headers, EntityTags.of(api.revision()), CustomApiView.of(api));
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Replaces a custom API; requests see the old or the new one. Secrets that are left out stay")
    @Answers(CustomApiView.class)
    public Response replace(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @PathParam("id") String id,
            ApiDefinition definition) {
        return answer(apis.replace(Caller.of(security), id, required(definition), matching(headers)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Removes a custom API")
    @Answers(status = 204)
    public Response delete(
            @Context SecurityContext security, @Context HttpHeaders headers, @PathParam("id") String id) {
        apis.delete(Caller.of(security), id, matching(headers));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/activate")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Has a custom API answer")
    @Answers(CustomApiView.class)
    public Response activate(@Context SecurityContext security, @PathParam("id") String id) {
        return answer(apis.change(
                Caller.of(security), id, "custom-api.activate", definition -> definition.active(true), any -> {}));
    }

    @POST
    @Path("{id}/deactivate")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Has a custom API answer no more")
    @Answers(CustomApiView.class)
    public Response deactivate(@Context SecurityContext security, @PathParam("id") String id) {
        return answer(apis.change(
                Caller.of(security), id, "custom-api.deactivate", definition -> definition.active(false), any -> {}));
    }

    @POST
    @Path("{id}/deprecate")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Tells callers that a version ends, and when")
    @Answers(CustomApiView.class)
    public Response deprecate(@Context SecurityContext security, @PathParam("id") String id, Deprecation deprecation) {
        Deprecation wanted = required(deprecation);
        return answer(apis.change(
                Caller.of(security), id, "custom-api.deprecate", definition -> definition.with(wanted), any -> {}));
    }

    private static Response answer(CustomApi api) {
        return Response.ok(CustomApiView.of(api))
                .tag(EntityTags.of(api.revision()))
                .build();
    }

    private static LongConsumer matching(HttpHeaders headers) {
        return revision -> Preconditions.check(headers, EntityTags.of(revision));
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new ValidationException("", "a JSON body is required");
        }
        return value;
    }
}
