package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.rest.Answers;
import org.archipel.rest.EntityTags;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The platform's own OpenAPI document. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
@Summary("API description")
@PlatformResource
@Component(service = OpenApiResource.class)
public final class OpenApiResource {
    private final OpenApiCache cache;

    @Activate
    public OpenApiResource(@Reference OpenApiCache cache) {
        this.cache = cache;
    }

    @GET
    @PublicRoute
    @Summary("Gives this document: OpenAPI 3.1 of all resources of the platform")
    @Answers(ObjectNode.class)
    public Response document(@Context HttpHeaders headers) {
        byte[] document = cache.document();
        return Preconditions.read(
                headers, EntityTags.ofContent(document), new String(document, StandardCharsets.UTF_8));
    }
}
