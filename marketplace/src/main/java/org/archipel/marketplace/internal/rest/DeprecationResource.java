package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.marketplace.internal.install.Deprecations;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishers advise against extensions that they do not keep up any more. */
@Path("/marketplace/extensions/{id}/deprecation")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: catalogue")
@PlatformResource
@Component(service = DeprecationResource.class)
public final class DeprecationResource {
    private final Deprecations deprecations;

    @Activate
    public DeprecationResource(@Reference Deprecations deprecations) {
        this.deprecations = deprecations;
    }

    /** @param replacement id of a published extension to go to; may be left out */
    public record DeprecationBody(
            @JsonProperty(required = true) String reason, String replacement) {}

    @PUT
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Advises against an extension of the organization's own, and tells the organizations that have it")
    public Deprecation put(@PathParam("id") String id, DeprecationBody body, @Context SecurityContext security) {
        var said = body == null ? new DeprecationBody(null, null) : body;
        return deprecations.put(Caller.of(security), id, said.reason(), Optional.ofNullable(said.replacement()));
    }

    @DELETE
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Takes the advice against an extension back")
    public void remove(@PathParam("id") String id, @Context SecurityContext security) {
        deprecations.remove(Caller.of(security), id);
    }
}
