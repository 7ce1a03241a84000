package org.archipel.rest.internal.openapi;

import java.lang.reflect.Method;
import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.ext.Provider;
import org.archipel.rest.internal.http.RequestMeters;

/** Has each request to a resource counted under the template of its route. */
@Provider
public final class RouteNaming implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext features) {
        Method method = resource.getResourceMethod();
        features.register(new Naming(Route.template(resource.getResourceClass(), method)));
    }

    /** First of all, so that refused requests are counted there too. */
    @Priority(0)
    private static final class Naming implements ContainerRequestFilter {
        private final String template;

        private Naming(String template) {
            this.template = template;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            RequestMeters.route(template);
        }
    }
}
