package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import org.archipel.marketplace.internal.install.Revocations;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.trust.Texts;
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

/** Published versions that were taken back. */
@Path("/marketplace/extensions/{id}/revocations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: signatures and revocations")
@PlatformResource
@Component(service = RevocationsResource.class)
public final class RevocationsResource {
    private final Revocations revocations;

    @Activate
    public RevocationsResource(@Reference Revocations revocations) {
        this.revocations = revocations;
    }

    /**
     * @param policy what happens to installed copies: WARN, DISABLE or REPLACE
     * @param replacement for REPLACE: the version to go to; the newest good one without it
     */
    public record RevocationBody(
            @JsonProperty(required = true) String version,
            @JsonProperty(required = true) Revocation.Policy policy,
            String replacement,
            @JsonProperty(required = true) String reason) {}

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The versions of an extension that were taken back, the latest first")
    public Page<Revocation> list(@PathParam("id") String id, @BeanParam PageRequest page) {
        return page.pageOf(revocations.list(id), Revocation::version);
    }

    @POST
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes a version back: it is not installed any more, and a job acts on the installed copies")
    @Answers(value = Revocation.class, status = 201)
    public Response revoke(@PathParam("id") String id, RevocationBody body, @Context SecurityContext security) {
        if (body == null || body.policy() == null) {
            throw new ValidationException("/policy", "must be WARN, DISABLE or REPLACE");
        }
        var placed = revocations.revoke(
                Caller.of(security),
                id,
                Texts.required("/version", body.version(), 100),
                body.policy(),
                Optional.ofNullable(body.replacement()),
                Texts.required("/reason", body.reason(), Texts.REASON));
        return Response.status(Response.Status.CREATED)
                .entity(placed.revocation())
                .build();
    }
}
