package org.archipel.gateway.internal.limit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where requests are counted. Thread-safe. */
@Component(service = Limits.class)
public class Limits {
    private final MemoryLimits memory = new MemoryLimits();

    @Activate
    public Limits() {
        // Nothing to wait for.
    }

    /** Counts a request of a subject. */
    public LimitState take(LimitRule rule, String subject) {
        return memory.take(rule, subject);
    }
}
