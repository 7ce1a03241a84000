package org.archipel.marketplace.internal.rest;

import java.io.InputStream;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.sharing.ArchiveImport;
import org.archipel.marketplace.internal.sharing.Handover;
import org.archipel.marketplace.internal.sharing.Intake;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.MaxBody;
import org.archipel.rest.Page;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Packages between marketplaces: the signed list of what this one offers, and archives that another one exported. */
@Path("/marketplace/packages")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: federation")
@PlatformResource
@Component(service = PackagesResource.class)
public final class PackagesResource {
    private static final long LARGEST_ARCHIVE = 512L << 20;
    private static final String ARCHIVE_LIMIT = "archipel.marketplace.archive-limit";

    private final Handover handover;
    private final ArchiveImport imports;

    @Activate
    public PackagesResource(@Reference Handover handover, @Reference ArchiveImport imports) {
        this.handover = handover;
        this.imports = imports;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("A part of the signed list of all published packages, for marketplaces that take this one as a source")
    public Envelope list(@QueryParam("after") @Summary("What the part before said comes next") String after) {
        var from = Optional.ofNullable(after).orElse("");
        if (!from.matches("[0-9a-zA-Z-]{0,100}")) {
            throw new ValidationException("/after", "must be what the part before says comes next");
        }
        return handover.list(from);
    }

    @POST
    @Consumes("application/zip")
    @MaxBody(value = LARGEST_ARCHIVE, property = ARCHIVE_LIMIT)
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("Takes the packages of an archive; each becomes a submission that is checked and reviewed here")
    public Page<Intake.Outcome> take(InputStream body, @Context SecurityContext security) {
        return new Page<>(imports.take(Caller.of(security), body), null);
    }
}
