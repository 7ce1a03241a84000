package org.archipel.integrations.internal.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.connector.RateLimit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The guards of this node, one for each integration. */
@Component(service = ConnectionGuards.class)
public class ConnectionGuards {
    private final Map<String, ConnectionGuard> guards = new ConcurrentHashMap<>();

    /** One for each account and limit; few, and small. */
    private final Map<String, Pacer> pacers = new ConcurrentHashMap<>();

    private final AccountShares shares;

    @Activate
    public ConnectionGuards(@Reference AccountShares shares) {
        this.shares = shares;
        for (CircuitState.State state : CircuitState.State.values()) {
            Gauge.builder("archipel.connections.circuits", this, guards -> guards.count(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(Metrics.globalRegistry);
        }
    }

    private long count(CircuitState.State state) {
        return guards.values().stream()
                .filter(guard -> guard.state().state() == state)
                .count();
    }

    ConnectionGuard of(String integrationId) {
        return guards.computeIfAbsent(integrationId, id -> new ConnectionGuard(Clock.systemUTC()));
    }

    /** @param account whom the remote system counts requests for */
    Pacer pacer(String account, RateLimit limit) {
        return pacers.computeIfAbsent(
                account + "\n" + limit, key -> new Pacer(limit, System::nanoTime, () -> shares.nodes(account)));
    }

    public CircuitState circuit(String integrationId) {
        return of(integrationId).state();
    }

    public ConnectionMetrics metrics(String integrationId) {
        return of(integrationId).metrics().snapshot();
    }

    /** The last request that was answered well, unless it was forgotten. */
    public Optional<LastSuccess> lastSuccess(String integrationId) {
        return of(integrationId).metrics().lastSuccess();
    }

    /** What was answered until now says nothing any more. */
    public void forgetSuccess(String integrationId) {
        of(integrationId).metrics().forgetSuccess();
    }

    /** How long requests of an integration still wait because a limit of the remote system is reached; empty for not at all. */
    public Optional<Duration> limitedFor(String integrationId) {
        return Optional.of(of(integrationId).pause().remaining()).filter(rest -> !rest.isNegative() && !rest.isZero());
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
