package org.archipel.sandbox.internal.governor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.SuspensionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who wants to know that an extension was suspended, away from the thread of the call that led to it. Thread-safe. */
@Component(service = Suspensions.class)
public final class Suspensions {
    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final List<SuspensionListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService messenger = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "archipel-extension-suspensions");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public Suspensions() {
        // Listeners come and go.
    }

    @Deactivate
    void close() {
        messenger.shutdown();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(SuspensionListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SuspensionListener listener) {
        listeners.remove(listener);
    }

    /** Returns at once. */
    public void tell(Suspension suspension) {
        LOG.warn(
                "Extension {} of organization {} is suspended: {}",
                suspension.installation().extensionId(),
                suspension.installation().organizationId(),
                suspension.reason());
        messenger.execute(() -> listeners.forEach(listener -> tell(listener, suspension)));
    }

    private static void tell(SuspensionListener listener, Suspension suspension) {
        try {
            listener.suspended(suspension);
        } catch (RuntimeException e) {
            LOG.error("The suspension of {} could not be passed on", suspension.installation(), e);
        }
    }
}
