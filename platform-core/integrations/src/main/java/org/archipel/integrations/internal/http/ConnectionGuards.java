package org.archipel.integrations.internal.http;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The guards of this node, one for each integration. */
@Component(service = ConnectionGuards.class)
public class ConnectionGuards {
    private final Map<String, ConnectionGuard> guards = new ConcurrentHashMap<>();

    ConnectionGuard of(String integrationId) {
        return guards.computeIfAbsent(integrationId, id -> new ConnectionGuard(Clock.systemUTC()));
    }

    public CircuitState circuit(String integrationId) {
        return of(integrationId).state();
    }

    public ConnectionMetrics metrics(String integrationId) {
        return of(integrationId).metrics().snapshot();
    }

    /** Closes the circuit, ends a rate-limit pause and forgets the token. */
    public void reset(String integrationId) {
        of(integrationId).reset();
    }

    /** Forgets an integration that is gone. */
    public void remove(String integrationId) {
        guards.remove(integrationId);
    }
}
