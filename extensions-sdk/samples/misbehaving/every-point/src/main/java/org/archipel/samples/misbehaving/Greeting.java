package org.archipel.samples.misbehaving;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Greets, in the words of the configuration. */
@NeedsPermission(
        resource = "rest",
        actions = "expose",
        conditions = @NeedsPermission.Condition(type = "paths", values = "/greetings/**"),
        reason = "To greet.")
@Component(service = RestResource.class)
@Path("greetings")
public final class Greeting implements RestResource {
    private final ExtensionContext context;

    @Activate
    public Greeting(@Reference ExtensionContext context) {
        this.context = context;
    }

    @GET
    @Path("{name}")
    public String greet(@PathParam("name") String name) {
        return context.config().path("greeting").asText() + " " + name;
    }
}
