package org.archipel.sandbox.internal.context;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers each island its context, in a service of its own that only its bundle sees. The framework remembers which bundles used a
 * service until that is unregistered: one service for all would keep every bundle that ever was. Thread-safe.
 */
@Component(service = ContextRegistration.class)
public final class ContextRegistration implements ServiceFactory<ExtensionContext> {
    /** Service property: the location of the bundle that it is for. */
    public static final String ISLAND = "archipel.island";

    private final BundleContext context;
    private final ExtensionServices services;
    private final Map<String, ServiceRegistration<?>> registrations = new ConcurrentHashMap<>();

    @Activate
    public ContextRegistration(BundleContext context, @Reference ExtensionServices services) {
        this.context = context;
        this.services = services;
    }

    /** Locations of the bundles that are offered theirs. */
    public Set<String> locations() {
        return Set.copyOf(registrations.keySet());
    }

    /**
     * The island's components find their context from now on. May be repeated. Those that wait for it are activated on the present
     * thread, which is the island's unless its bundle has not started yet.
     */
    public void offer(String location) {
        if (registrations.containsKey(location)) {
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ISLAND, location);
        // Outside of the map's locks: who waits for the service is told at once.
        ServiceRegistration<?> fresh = context.registerService(ExtensionContext.class, this, properties);
        if (registrations.putIfAbsent(location, fresh) != null) {
            fresh.unregister();
        }
    }

    /**
     * The island's bundle is gone, or not to have a context any more. Components that still use it are deactivated on the present
     * thread, which is the island's unless its bundle has stopped.
     */
    public void withdraw(String location) {
        ServiceRegistration<?> registration = registrations.remove(location);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Override
    public ExtensionContext getService(Bundle bundle, ServiceRegistration<ExtensionContext> asked) {
        return services.contextOf(bundle.getLocation());
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<ExtensionContext> asked, ExtensionContext given) {
        // The island's services live until it is dismissed.
    }
}
