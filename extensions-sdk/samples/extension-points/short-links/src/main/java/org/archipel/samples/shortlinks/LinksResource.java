package org.archipel.samples.shortlinks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Addresses by short names. */
@Extension(
        id = "org.archipel.samples.shortlinks",
        name = "Short links",
        description = "Gives long addresses short names.",
        category = Category.PRODUCTIVITY,
        publisher = "Archipel samples")
@NeedsPermission(resource = "rest", actions = "expose", reason = "To answer requests for links.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To keep the links.")
@Path("links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class LinksResource implements RestResource {
    private final ExtensionContext context;

    @Activate
    public LinksResource(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** A link as it is sent and received. */
    public record Link(String name, String address) {}

    @POST
    public Response make(Link link) {
        if (link == null || link.name() == null || !link.name().matches("[a-z0-9-]{1,40}")) {
            throw new ValidationException("/name", "lower-case letters, digits and hyphens");
        }
        boolean web = link.address() != null && link.address().startsWith("https://");
        if (!web) {
            throw new ValidationException("/address", "an address that begins with https://");
        }
        if (!context.keyValues().replace(link.name(), Optional.empty(), TextNode.valueOf(link.address()))) {
            throw new ConflictException("There is a link of that name.");
        }
        return Response.created(URI.create("links/" + link.name())).entity(link).build();
    }

    @GET
    @Path("{name}")
    public Link get(@PathParam("name") String name) {
        return context.keyValues()
                .get(name)
                .map(JsonNode::asText)
                .map(address -> new Link(name, address))
                .orElseThrow(() -> new NotFoundException("There is no link of that name."));
    }
}
