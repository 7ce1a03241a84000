package org.example.attacks;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.rest.RestResource;

/** The component of a hostile extension: it tries what it is for, and tells what it saw. */
@Path("run")
public abstract class Probe implements RestResource {
    private volatile ExtensionContext context;

    /** Called once, before any request. */
    public void bind(ExtensionContext given) {
        context = given;
    }

    /** Runs the attack. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
        try {
            return Seen.value(attempt(new Stage(folder, port)));
        } catch (Throwable thrown) {
            return Seen.thrown(thrown);
        }
    }

    /**
     * The attack.
     *
     * @return what it gained
     * @throws Throwable whatever stops it
     */
    protected abstract Object attempt(Stage stage) throws Throwable;

    /** What the platform gave the extension. */
    protected final ExtensionContext context() {
        return context;
    }
}
