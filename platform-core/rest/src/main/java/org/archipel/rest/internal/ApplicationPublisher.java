package org.archipel.rest.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.ws.rs.core.Application;
import org.archipel.base.DaemonThreads;
import org.archipel.rest.PlatformApi;
import org.archipel.rest.internal.application.Parts;
import org.archipel.rest.internal.application.Publication;
import org.archipel.rest.internal.body.BodyLimits;
import org.archipel.rest.internal.body.MediaTypeFilter;
import org.archipel.rest.internal.http.WhiteboardSettings;
import org.archipel.rest.internal.idempotency.Idempotency;
import org.archipel.rest.internal.json.JsonBodies;
import org.archipel.rest.internal.json.RequestJson;
import org.archipel.rest.internal.json.StrictParameters;
import org.archipel.rest.internal.openapi.OptionsFilter;
import org.archipel.rest.internal.openapi.RequestShapes;
import org.archipel.rest.internal.openapi.RouteNaming;
import org.archipel.rest.internal.openapi.RouteTable;
import org.archipel.rest.internal.problem.ProblemMapper;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the platform's resources and the conventions that hold for all of them as one JAX-RS application, at once: the whiteboard
 * makes its whole server anew for each resource that comes by itself. The first time it waits to be told that all are there; changes
 * after that are followed when they have settled.
 */
@Component(service = Publication.class, immediate = true)
public final class ApplicationPublisher implements Publication {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationPublisher.class);
    private static final long SETTLED_MILLIS = 250;

    private final BundleContext context;
    private final Parts parts;
    private final List<Object> conventions;
    private final ServiceListener listener = event -> changed();
    private final ScheduledExecutorService worker = DaemonThreads.timer("archipel-application");
    private Set<ServiceReference<?>> published = Set.of();
    private ServiceRegistration<Application> registration;

    @Activate
    public ApplicationPublisher(
            BundleContext context,
            @Reference Parts parts,
            @Reference RouteTable routes,
            @Reference Idempotency idempotency,
            @Reference WhiteboardSettings settled)
            throws InvalidSyntaxException {
        this.context = context;
        this.parts = parts;
        ObjectMapper requests = RequestJson.newMapper();
        conventions = List.of(
                new JsonBodies(requests),
                new RequestShapes(requests),
                new StrictParameters(),
                new ProblemMapper(routes::methods, routes::mediaTypes),
                new OptionsFilter(routes),
                new BodyLimits(context::getProperty),
                new MediaTypeFilter(),
                new RouteNaming(),
                idempotency);
        context.addServiceListener(listener, Parts.ALL);
    }

    @Deactivate
    public void stop() {
        context.removeServiceListener(listener);
        worker.shutdownNow();
        withdraw();
    }

    @Override
    public boolean serve() {
        publish();
        return isServed();
    }

    private synchronized void publish() {
        List<ServiceReference<?>> providers = parts.providers();
        List<ServiceReference<?>> resources = parts.resources();
        Set<ServiceReference<?>> now = new HashSet<>(providers);
        now.addAll(resources);
        if (now.equals(published)) {
            return;
        }
        withdraw();
        if (providers.isEmpty() || resources.isEmpty()) {
            return;
        }
        List<Object> services = new ArrayList<>();
        Stream.concat(providers.stream(), resources.stream())
                .<Object>map(context::getService)
                .filter(Objects::nonNull)
                .forEach(services::add);
        published = now;
        registration = context.registerService(
                Application.class, new PlatformApplication(conventions, services), properties());
    }

    /** Whether the whiteboard has taken the application. */
    private boolean isServed() {
        ServiceReference<JaxrsServiceRuntime> reference = context.getServiceReference(JaxrsServiceRuntime.class);
        JaxrsServiceRuntime runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return false;
        }
        try {
            return Arrays.stream(runtime.getRuntimeDTO().applicationDTOs)
                    .anyMatch(application -> PlatformApi.NAME.equals(application.name));
        } catch (ConcurrentModificationException e) {
            // The whiteboard's own lists, which it changes while it is asked.
            return false;
        } finally {
            context.ungetService(reference);
        }
    }

    private synchronized void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        published.forEach(context::ungetService);
        published = Set.of();
    }

    private synchronized void changed() {
        if (registration != null && !worker.isShutdown()) {
            worker.schedule(this::follow, SETTLED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void follow() {
        try {
            publish();
        } catch (RuntimeException e) {
            LOG.error("The REST API cannot be served as it is now", e);
        }
    }

    private static Dictionary<String, Object> properties() {
        return new Hashtable<>(Map.of(
                JaxrsWhiteboardConstants.JAX_RS_NAME, PlatformApi.NAME,
                JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE, PlatformApi.BASE));
    }
}
