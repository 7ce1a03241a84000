package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import org.archipel.marketplace.internal.install.KeptData;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an extension keeps for the organization, for the grace time also after it was uninstalled. */
@Path("/extensions/{id}/data")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions: data")
@PlatformResource
@Component(service = DataResource.class)
public final class DataResource {
    private final KeptData data;

    @Activate
    public DataResource(@Reference KeptData data) {
        this.data = data;
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Exports all that an extension keeps, as one document")
    @Answers(ObjectNode.class)
    public Response export(@PathParam("id") String id, @Context SecurityContext security) {
        var owner = data.owner(Caller.of(security), id);
        StreamingOutput body = out -> data.write(owner, out);
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + owner.extensionId() + ".json\"")
                .build();
    }

    @DELETE
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Removes what is kept of an uninstalled extension")
    @Answers(status = 204)
    public Response remove(@PathParam("id") String id, @Context SecurityContext security) {
        data.remove(Caller.of(security), id);
        return Response.noContent().build();
    }
}
