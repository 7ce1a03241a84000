package org.archipel.rest;

/** The platform's one JAX-RS application, of the components that are marked as {@link PlatformResource} or {@link PlatformProvider}. */
public final class PlatformApi {
    /** Name of the application in the JAX-RS whiteboard. */
    public static final String NAME = "archipel";

    /** Path below which all resources of the application answer. */
    public static final String BASE = "/api";

    private PlatformApi() {}
}
