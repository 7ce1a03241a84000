package org.archipel.sandbox.internal.contribution;

import java.util.Dictionary;
import org.archipel.api.connector.Connector;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** One connector of an island, registered while the island is granted to provide it. Used by one thread at a time. */
final class OfferedConnector {
    private final LiveIsland island;
    private final String id;
    private final Connector service;
    private final Dictionary<String, Object> properties;
    private ServiceRegistration<Connector> registration;

    /** @param service guarded, and refused without the grant */
    OfferedConnector(LiveIsland island, String id, Connector service, Dictionary<String, Object> properties) {
        this.island = island;
        this.id = id;
        this.service = service;
        this.properties = properties;
    }

    /** Registers it or takes it back, as is granted now. */
    void follow(BundleContext context) {
        if (!island.policy().providesConnector(id)) {
            withdraw();
        } else if (registration == null) {
            registration = context.registerService(Connector.class, service, properties);
        }
    }

    void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
