package org.archipel.sandbox.internal.rest;

import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.Application;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.rest.RestResource;
import org.archipel.rest.ProblemDocuments;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;

/**
 * Publishes the REST resources of islands, blue and green: each island has an application of its own, which is up before the route
 * leads to it and stays until its last request has ended. The whiteboard rebuilds an application at every change of it and
 * answers 404 meanwhile, so none is ever changed. It is told of one application at a time, as it cannot stand more.
 */
@Component(service = RestPublications.class)
public final class RestPublications {
    private static final Duration READY_LIMIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ExtensionRoutes routes;
    private final ApplicationProbe probe;
    private final ProblemDocuments documents;
    private final LogRings logs;
    private final GuardedCalls calls;
    private final Map<String, ServiceRegistration<Application>> applications = new HashMap<>();

    @Activate
    public RestPublications(
            BundleContext context,
            @Reference ExtensionRoutes routes,
            @Reference ApplicationProbe probe,
            @Reference ProblemDocuments documents,
            @Reference LogRings logs,
            @Reference GuardedCalls calls) {
        this.context = context;
        this.routes = routes;
        this.probe = probe;
        this.documents = documents;
        this.logs = logs;
        this.calls = calls;
    }

    @Deactivate
    synchronized void stop() {
        List.copyOf(applications.keySet()).forEach(this::withdraw);
    }

    /** Brings the island's application up; returns when it answers. No request is led to it yet. */
    public void publish(LiveIsland island, List<RestResource> resources) {
        if (!register(island, resources)) {
            return;
        }
        if (!probe.await(Route.base(island), READY_LIMIT)) {
            withdraw(island.location());
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the REST resources did not answer in time");
        }
    }

    /** Whether the island's application was not there yet. */
    private synchronized boolean register(LiveIsland island, List<RestResource> resources) {
        if (applications.containsKey(island.location())) {
            return false;
        }
        applications.put(
                island.location(),
                context.registerService(
                        Application.class,
                        new ExtensionApplication(
                                island.installation(),
                                resources,
                                documents,
                                logs,
                                () -> calls.fault(island.location())),
                        properties(island)));
        return true;
    }

    private static Dictionary<String, Object> properties(LiveIsland island) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(
                JaxrsWhiteboardConstants.JAX_RS_NAME,
                "e-" + island.installation().installationId() + "-"
                        + island.installation().version());
        properties.put(JaxrsWhiteboardConstants.JAX_RS_APPLICATION_BASE, Route.base(island));
        return properties;
    }

    /** Leads the requests of the island's organization to it. */
    public void route(LiveIsland island, ClassLoader loader) {
        routes.put(new Route(island, loader));
    }

    /** Leads no more requests to the island's installation. */
    public void close(LiveIsland island) {
        routes.clear(island);
    }

    /** Leads no more requests to the island. */
    public void unroute(LiveIsland island) {
        routes.remove(island);
    }

    /** Takes the island's application down. */
    public synchronized void withdraw(String location) {
        ServiceRegistration<Application> registration = applications.remove(location);
        if (registration != null) {
            registration.unregister();
        }
    }
}
