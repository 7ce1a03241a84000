package org.archipel.rest.test.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.Application;
import org.archipel.rest.PlatformProvider;
import org.archipel.rest.PlatformResource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the probe with the platform's application, and a second application beside it. */
public final class ProbeActivator implements BundleActivator {
    @Path("/hello")
    public static final class Hello {
        @GET
        public String hello() {
            return "hello";
        }
    }

    /** In the place of who guards the resources. */
    public static final class Open implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            // Everybody may pass.
        }
    }

    private static final class Second extends Application {
        @Override
        public Set<Object> getSingletons() {
            return Set.of(new Hello());
        }
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ProbeResource.class, new ProbeResource(), properties(Map.of(PlatformResource.PROPERTY, "true")));
        context.registerService(
                ContainerRequestFilter.class, new Open(), properties(Map.of(PlatformProvider.PROPERTY, "true")));
        context.registerService(
                Application.class,
                new Second(),
                properties(Map.of("osgi.jaxrs.name", "second", "osgi.jaxrs.application.base", "/second")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the services.
    }

    private static Dictionary<String, Object> properties(Map<String, String> values) {
        return new Hashtable<>(values);
    }
}
