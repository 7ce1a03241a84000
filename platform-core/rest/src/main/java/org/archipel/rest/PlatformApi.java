package org.archipel.rest;

/** The platform's one JAX-RS application; resources select it with {@code @JaxrsApplicationSelect(PlatformApi.SELECT)}. */
public final class PlatformApi {
    /** Name of the application in the JAX-RS whiteboard. */
    public static final String NAME = "archipel";

    /** Filter that selects the application. */
    public static final String SELECT = "(osgi.jaxrs.name=" + NAME + ")";

    /** Path below which all resources of the application answer. */
    public static final String BASE = "/api";

    private PlatformApi() {}
}
