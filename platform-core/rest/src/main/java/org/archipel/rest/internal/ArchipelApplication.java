package org.archipel.rest.internal;

import java.util.Set;
import javax.ws.rs.core.Application;
import org.archipel.rest.Json;
import org.archipel.rest.PlatformApi;
import org.archipel.rest.internal.body.BodyLimits;
import org.archipel.rest.internal.body.MediaTypeFilter;
import org.archipel.rest.internal.http.WhiteboardSettings;
import org.archipel.rest.internal.idempotency.Idempotency;
import org.archipel.rest.internal.json.JsonBodies;
import org.archipel.rest.internal.json.StrictParameters;
import org.archipel.rest.internal.openapi.AllowedMethods;
import org.archipel.rest.internal.openapi.RouteNaming;
import org.archipel.rest.internal.problem.ProblemMapper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationBase;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsName;

/** The platform's JAX-RS application with the conventions that hold for all of its resources. */
@Component(service = Application.class)
@JaxrsName(PlatformApi.NAME)
@JaxrsApplicationBase(PlatformApi.BASE)
public final class ArchipelApplication extends Application {
    private final Set<Object> conventions;

    @Activate
    public ArchipelApplication(
            BundleContext context, @Reference Idempotency idempotency, @Reference WhiteboardSettings settled) {
        conventions = Set.of(
                new JsonBodies(Json.newMapper()),
                new StrictParameters(),
                new ProblemMapper(new AllowedMethods(context)::of),
                new BodyLimits(context::getProperty),
                new MediaTypeFilter(),
                new RouteNaming(),
                idempotency);
    }

    @Override
    public Set<Object> getSingletons() {
        return conventions;
    }
}
