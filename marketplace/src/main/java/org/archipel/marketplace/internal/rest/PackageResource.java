package org.archipel.marketplace.internal.rest;

import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
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

/** The package of a published version. */
@Path("/marketplace/extensions/{id}/versions/{version}/package")
@Summary("Marketplace: catalogue")
@PlatformResource
@Component(service = PackageResource.class)
public final class PackageResource {
    private final Catalogue catalogue;
    private final Handover handover;

    @Activate
    public PackageResource(@Reference Catalogue catalogue, @Reference Handover handover) {
        this.catalogue = catalogue;
        this.handover = handover;
    }

    @GET
    @Produces("application/java-archive")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("The package of a published version, to take away")
    @Answers(InputStream.class)
    public Response download(
            @PathParam("id") String id, @PathParam("version") String version, @Context SecurityContext security) {
        var published = catalogue.version(id, version);
        var file = handover.take(Caller.of(security), published);
        return Response.ok(file.toFile())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + published.extensionId() + "-" + published.version() + ".jar\"")
                .header("Content-Digest", digest(published.packageHash()))
                .build();
    }

    /** RFC 9530. */
    private static String digest(String sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":";
    }
}
