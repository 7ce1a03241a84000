package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.integrations.internal.sync.QuarantineService;
import org.archipel.integrations.internal.sync.QuarantinedRecord;
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

/** Records that could not be taken: look, mend, replay, discard. */
@PlatformResource
@Component(service = QuarantineResource.class)
@Path("integrations/{id}/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Sync conflicts and quarantine")
public class QuarantineResource {
    private static final Set<String> STATES = Set.of("OPEN", "RESOLVED", "DISCARDED");

    private final IntegrationService integrations;
    private final QuarantineService quarantine;

    @Activate
    public QuarantineResource(@Reference IntegrationService integrations, @Reference QuarantineService quarantine) {
        this.integrations = integrations;
        this.quarantine = quarantine;
    }

    @GET
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Lists quarantined records")
    public Page<QuarantinedRecord> list(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @BeanParam PageRequest page,
            @QueryParam("state") @Summary("OPEN, RESOLVED or DISCARDED") @DefaultValue("OPEN") String state) {
        if (!STATES.contains(state)) {
            throw new ValidationException("/state", "must be OPEN, RESOLVED or DISCARDED");
        }
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        Rows<QuarantinedRecord> found = quarantine.list(integration(security, id), state, after, page.limit());
        return page.page(found.rows(), found.more(), record -> List.of(record.id()));
    }

    @GET
    @Path("{record}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows a quarantined record")
    public QuarantinedRecord get(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("record") @Summary("Id of the quarantined record") String record) {
        return quarantine.get(integration(security, id), record);
    }

    @PUT
    @Path("{record}")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Mends the content of a quarantined record")
    public QuarantinedRecord fix(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("record") @Summary("Id of the quarantined record") String record,
            ObjectNode payload) {
        return quarantine.fix(integration(security, id), record, Bodies.required(payload));
    }

    @POST
    @Path("{record}/replay")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Takes a quarantined record into the hub, if it can be taken now")
    public QuarantinedRecord replay(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("record") @Summary("Id of the quarantined record") String record) {
        return quarantine.replay(integration(security, id), record);
    }

    @DELETE
    @Path("{record}")
    @RequiresPermission(ApiPermission.RECORDS_WRITE)
    @Summary("Gives a quarantined record up")
    @Answers(status = 204)
    public Response discard(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("record") @Summary("Id of the quarantined record") String record) {
        quarantine.discard(integration(security, id), record);
        return Response.noContent().build();
    }

    private Integration integration(SecurityContext security, String id) {
        return integrations.get(Caller.of(security), id);
    }
}
