package org.archipel.sandbox.internal.rest;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Answers the router's question whether the application is there. */
@Path(ProbeResource.PATH)
public final class ProbeResource {
    static final String PATH = "_probe";

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String get() {
        return "ok";
    }
}
