package org.archipel.messaging.internal.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.messaging.JobHandler;

/** The handlers that are present, by job type. Thread-safe. */
final class Handlers {
    private final Map<String, JobHandler> byType = new ConcurrentHashMap<>();

    void add(String type, JobHandler handler) {
        byType.put(type, handler);
    }

    /** Forgets the handler, unless another one took its place. */
    void remove(String type, JobHandler handler) {
        byType.remove(type, handler);
    }

    Optional<JobHandler> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }
}
