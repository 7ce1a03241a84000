package org.archipel.marketplace.internal.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.archipel.marketplace.internal.sharing.Repository;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalogue as an OSGi repository. */
@Path("/marketplace/repository/index.xml")
@Summary("Marketplace: federation")
@PlatformResource
@Component(service = RepositoryResource.class)
public final class RepositoryResource {
    private final Repository repository;

    @Activate
    public RepositoryResource(@Reference Repository repository) {
        this.repository = repository;
    }

    @GET
    @Produces(MediaType.APPLICATION_XML)
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("All published packages as an index of the OSGi Repository Service")
    @Answers(StreamingOutput.class)
    public Response index(@Context HttpHeaders headers) {
        StreamingOutput index = repository::write;
        return Preconditions.read(headers, EntityTags.of(repository.revision()), index);
    }
}
