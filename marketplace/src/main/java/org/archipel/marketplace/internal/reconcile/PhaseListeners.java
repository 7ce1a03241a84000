package org.archipel.marketplace.internal.reconcile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.archipel.marketplace.InstallPhaseListener;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners that are there at the moment; they come and go while changes run. Thread-safe. */
@Component(service = PhaseListeners.class)
public final class PhaseListeners {
    private static final Logger LOG = LoggerFactory.getLogger(PhaseListeners.class);

    private final List<InstallPhaseListener> listeners = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(InstallPhaseListener listener) {
        listeners.add(listener);
    }

    void remove(InstallPhaseListener listener) {
        listeners.remove(listener);
    }

    void tell(Consumer<InstallPhaseListener> message) {
        for (var listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("a listener of install phases failed", e);
            }
        }
    }
}
