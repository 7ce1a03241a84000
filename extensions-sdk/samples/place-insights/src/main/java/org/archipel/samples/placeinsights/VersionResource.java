package org.archipel.samples.placeinsights;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which version answers. */
@Component(service = RestResource.class)
@Path("version")
public final class VersionResource implements RestResource {
    private final ExtensionContext context;

    @Activate
    public VersionResource(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** The answer. */
    public record Version(String extension, String version) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Version get() {
        return new Version(
                context.installation().extensionId(), context.installation().version());
    }
}
