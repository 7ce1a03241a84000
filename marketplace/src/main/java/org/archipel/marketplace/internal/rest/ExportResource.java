package org.archipel.marketplace.internal.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.sharing.Handover;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Archives for installations without a network. */
@Path("/marketplace/extensions/{id}/versions/{version}/export")
@Summary("Marketplace: federation")
@PlatformResource
@Component(service = ExportResource.class)
public final class ExportResource {
    private final Catalogue catalogue;
    private final Handover handover;

    @Activate
    public ExportResource(@Reference Catalogue catalogue, @Reference Handover handover) {
        this.catalogue = catalogue;
        this.handover = handover;
    }

    @GET
    @Produces("application/zip")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("An archive of a published version with its signatures, for an installation without a network")
    @Answers(StreamingOutput.class)
    public Response export(
            @PathParam("id") String id, @PathParam("version") String version, @Context SecurityContext security) {
        var published = catalogue.version(id, version);
        var archive = handover.export(Caller.of(security), published);
        StreamingOutput body = archive::write;
        return Response.ok(body)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + published.extensionId() + "-" + published.version()
                                + ".archipel.zip\"")
                .build();
    }
}
