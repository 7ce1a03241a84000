package org.archipel.gateway.internal.limit;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where requests are counted: together with other nodes where that is possible, else on this node alone. Thread-safe. */
@Component(service = Limits.class)
public class Limits {
    private final MemoryLimits memory = new MemoryLimits();
    private final SharedLimits shared;

    @Activate
    public Limits(@Reference SharedLimits shared) {
        this.shared = shared;
    }

    /** Whether counting may wait for other nodes' counters. */
    public boolean mayWait() {
        return shared.areThere();
    }

    /** Counts a request of a subject. */
    public LimitState take(LimitRule rule, String subject) {
        Optional<LimitState> together = shared.take(rule, subject);
        return together.isPresent() ? together.get() : memory.take(rule, subject);
    }
}
