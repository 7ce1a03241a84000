package org.archipel.integrations.internal.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.archipel.api.connector.RateLimit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The guards of this node, one for each integration. */
@Component(service = ConnectionGuards.class)
public class ConnectionGuards {
    private final Map<String, ConnectionGuard> guards = new ConcurrentHashMap<>();
    private final AccountPacers pacers = new AccountPacers();
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

    long count(CircuitState.State state) {
        return guards.values().stream()
                .filter(guard -> guard.state().state() == state)
                .count();
    }

    ConnectionGuard of(String integrationId) {
        return guards.computeIfAbsent(integrationId, id -> new ConnectionGuard(Clock.systemUTC()));
    }

    Pacer pacer(AccountPacers.Account account, RateLimit limit) {
        String key = account.key();
        return pacers.of(account, limit, () -> new Pacer(limit, System::nanoTime, () -> shares.nodes(key)));
    }

    /** How the circuit stands; closed, if the remote system was not called from here. */
    public CircuitState circuit(String integrationId) {
        return known(integrationId).map(ConnectionGuard::state).orElse(CircuitState.UNUSED);
    }

    /** What was counted on this node; nothing, if the remote system was not called from here. */
    public ConnectionMetrics metrics(String integrationId) {
        return known(integrationId)
                .map(ConnectionGuard::metrics)
                .orElseGet(CallMetrics::new)
                .snapshot();
    }

    /** The last request that was answered well, unless it was forgotten. */
    public Optional<LastSuccess> lastSuccess(String integrationId) {
        return known(integrationId).flatMap(guard -> guard.metrics().lastSuccess());
    }

    /** What was answered until now says nothing any more. */
    public void forgetSuccess(String integrationId) {
        known(integrationId).ifPresent(guard -> guard.metrics().forgetSuccess());
    }

    /** How long requests of an integration still wait because a limit of the remote system is reached; empty for not at all. */
    public Optional<Duration> limitedFor(String integrationId) {
        return known(integrationId)
                .map(guard -> guard.pause().remaining())
                .filter(rest -> !rest.isNegative() && !rest.isZero());
    }

    /** Closes the circuit, ends a rate-limit pause and forgets the token. */
    public void reset(String integrationId) {
        known(integrationId).ifPresent(ConnectionGuard::reset);
    }

    /** Forgets an integration that is gone. */
    public void remove(String integrationId) {
        guards.remove(integrationId);
    }

    /**
     * Forgets those that are gone, and pacers that nobody uses: another node may have removed them, and a call that was under way at the removal may have made a guard
     * anew.
     *
     * @param present tells the ids of all that there are; asked only if something is known of any
     */
    public void removeAbsent(Supplier<Set<String>> present) {
        // Those of before the question: one that is made meanwhile is not missing from the answer because it was asked
        // too early.
        Set<String> known = Set.copyOf(guards.keySet());
        if (!known.isEmpty()) {
            Set<String> there = present.get();
            known.stream().filter(id -> !there.contains(id)).forEach(this::remove);
        }
        pacers.forgetIdle();
    }

    private Optional<ConnectionGuard> known(String integrationId) {
        return Optional.ofNullable(guards.get(integrationId));
    }
}
