package org.archipel.rest.internal.health;

import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the JAX-RS whiteboard anew where it has lost a resource, which happens now and then when several threads register resources at
 * once. Only while the gate is closed. For one thread.
 */
@Component(service = WhiteboardRepair.class)
public final class WhiteboardRepair {
    private static final Logger LOG = LoggerFactory.getLogger(WhiteboardRepair.class);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(4).toNanos();

    private final BundleContext context;
    private long waitsSince = -1;

    @Activate
    public WhiteboardRepair(BundleContext context) {
        this.context = context;
    }

    /** @param waits whether all is there but what the whiteboard should have */
    public void look(boolean waits) {
        long now = System.nanoTime();
        if (!waits) {
            waitsSince = -1;
        } else if (waitsSince == -1) {
            waitsSince = now;
        } else if (now - waitsSince > PATIENCE_NANOS) {
            waitsSince = now;
            restart();
        }
    }

    private void restart() {
        ServiceReference<JaxrsServiceRuntime> reference = context.getServiceReference(JaxrsServiceRuntime.class);
        Bundle whiteboard = reference == null ? null : reference.getBundle();
        if (whiteboard == null) {
            return;
        }
        LOG.warn("The JAX-RS whiteboard does not take all resources; it is started anew");
        try {
            whiteboard.stop(Bundle.STOP_TRANSIENT);
            whiteboard.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            LOG.error("The JAX-RS whiteboard could not be started anew", e);
        }
    }
}
