package org.archipel.gateway.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.compatibility.Change;
import org.archipel.gateway.internal.compatibility.Compatibility;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.openapi.OpenApiDocument;
import org.archipel.gateway.internal.openapi.Snippets;
import org.archipel.gateway.internal.service.CallableApis;
import org.archipel.gateway.internal.service.CustomApiService;
import org.archipel.gateway.internal.store.ApiFilter;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.archipel.security.Organizations.Organization;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Custom APIs described for those who call them: OpenAPI documents, calls to copy, what a change breaks. */
@PlatformResource
@Component(service = ApiDescriptionsResource.class)
@Path("apis")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Custom APIs")
public class ApiDescriptionsResource {
    private static final int MOST = 10_000;

    private final CustomApiService apis;
    private final CallableApis callable;
    private final Organizations organizations;
    /** How callers reach the platform, where a proxy stands before it. */
    private final Optional<String> publicUrl;

    @Activate
    public ApiDescriptionsResource(
            BundleContext context,
            @Reference CustomApiService apis,
            @Reference CallableApis callable,
            @Reference Organizations organizations) {
        this.apis = apis;
        this.callable = callable;
        this.organizations = organizations;
        this.publicUrl = Optional.ofNullable(context.getProperty("archipel.public.url"))
                .map(url -> url.strip().replaceFirst("/+$", ""))
                .filter(url -> !url.isEmpty());
    }

    /**
     * What another definition would do to callers.
     *
     * @param compatible whether nothing breaks
     */
    public record Comparison(boolean compatible, List<Change> changes) {}

    @GET
    @Path("openapi.json")
    @RequiresPermission(value = ApiPermission.APIS_READ, or = ApiPermission.APIS_CALL)
    @Summary(
            "Describes the organization's active custom APIs as an OpenAPI 3.1 document; to who may only call, those that they may call")
    public ObjectNode openApi(@Context SecurityContext security, @Context UriInfo uri) {
        Caller caller = Caller.of(security);
        List<CustomApi> active =
                apis.list(caller, new ApiFilter(Optional.empty(), Optional.of(true), Optional.empty()), "", MOST);
        Organization organization = organization(caller);
        return OpenApiDocument.of(
                organization,
                active.stream().filter(api -> isVisible(caller, api)).toList(),
                organization.name(),
                "1.0.0",
                server(uri));
    }

    @GET
    @Path("{id}/openapi.json")
    @RequiresPermission(value = ApiPermission.APIS_READ, or = ApiPermission.APIS_CALL)
    @Summary("Describes a custom API as an OpenAPI 3.1 document")
    public ObjectNode openApi(@Context SecurityContext security, @Context UriInfo uri, @PathParam("id") String id) {
        Caller caller = Caller.of(security);
        CustomApi api = visible(caller, id);
        ApiDefinition definition = api.definition();
        return OpenApiDocument.of(
                organization(caller), List.of(api), definition.name(), definition.version(), server(uri));
    }

    @GET
    @Path("{id}/snippets")
    @RequiresPermission(value = ApiPermission.APIS_READ, or = ApiPermission.APIS_CALL)
    @Summary("Shows calls of a custom API in curl, JavaScript, Python and Java")
    public Snippets snippets(@Context SecurityContext security, @Context UriInfo uri, @PathParam("id") String id) {
        Caller caller = Caller.of(security);
        return Snippets.of(
                visible(caller, id).definition(),
                server(uri) + "/api/custom/" + organization(caller).slug());
    }

    @POST
    @Path("{id}/compatibility")
    @RequiresPermission(ApiPermission.APIS_READ)
    @Summary("Tells what another definition would break for the callers of a custom API")
    public Comparison compare(@Context SecurityContext security, @PathParam("id") String id, ApiDefinition definition) {
        Caller caller = Caller.of(security);
        CustomApi api = apis.get(caller, id);
        if (definition == null) {
            throw new ValidationException("", "a JSON body is required");
        }
        apis.check(caller, definition);
        List<Change> changes = Compatibility.between(api.definition(), definition);
        return new Comparison(changes.stream().noneMatch(Change::breaking), changes);
    }

    /** @throws NotFoundException as if there were none, if the caller may neither read nor call it */
    private CustomApi visible(Caller caller, String id) {
        CustomApi api = apis.get(caller, id);
        if (!isVisible(caller, api)) {
            throw new NotFoundException("There is no such API.");
        }
        return api;
    }

    private boolean isVisible(Caller caller, CustomApi api) {
        return caller.may(ApiPermission.APIS_READ) || callable.mayCall(caller, api);
    }

    private Organization organization(Caller caller) {
        return organizations.find(caller.organizationId()).orElseThrow();
    }

    private String server(UriInfo uri) {
        URI base = uri.getBaseUri();
        return publicUrl.orElseGet(() -> base.getScheme() + "://" + base.getRawAuthority());
    }
}
