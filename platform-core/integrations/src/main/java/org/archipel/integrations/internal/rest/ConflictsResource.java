package org.archipel.integrations.internal.rest;

import java.util.List;
import java.util.Set;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.ConflictService;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.sync.SyncService;
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

/** Records that changed on both sides: look at both, decide. */
@PlatformResource
@Component(service = ConflictsResource.class)
@Path("integrations/{id}/conflicts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Sync conflicts and quarantine")
public class ConflictsResource {
    private static final Set<String> STATES = Set.of("OPEN", "RESOLVED");

    private final IntegrationService integrations;
    private final ConflictService conflicts;

    @Activate
    public ConflictsResource(@Reference IntegrationService integrations, @Reference ConflictService conflicts) {
        this.integrations = integrations;
        this.conflicts = conflicts;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists conflicts with both sides")
    public Page<Conflict> list(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @BeanParam PageRequest page,
            @QueryParam("state") @Summary("OPEN or RESOLVED") @DefaultValue("OPEN") String state) {
        if (!STATES.contains(state)) {
            throw new ValidationException("/state", "must be OPEN or RESOLVED");
        }
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<Conflict> found = conflicts.list(integration(security, id), state, after, page.limit() + 1);
        return page.page(found, conflict -> List.of(conflict.id()));
    }

    @GET
    @Path("{conflict}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows a conflict with both sides")
    public Conflict get(
            @Context SecurityContext security, @PathParam("id") String id, @PathParam("conflict") String conflict) {
        return conflicts.get(integration(security, id), conflict);
    }

    @PUT
    @Path("{conflict}/resolution")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Decides a conflict field by field; the next sync tells the remote system")
    public Conflict resolve(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("conflict") String conflict,
            Resolution resolution) {
        Integration integration = integration(security, id);
        return conflicts.resolve(
                Caller.of(security),
                integration,
                conflict,
                Bodies.required(resolution),
                SyncService.mergePolicy(integration));
    }

    private Integration integration(SecurityContext security, String id) {
        return integrations.get(Caller.of(security), id);
    }
}
