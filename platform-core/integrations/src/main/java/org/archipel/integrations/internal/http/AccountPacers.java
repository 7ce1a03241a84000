package org.archipel.integrations.internal.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.archipel.api.connector.RateLimit;

/**
 * The pacers of this node, one for each account and limit. Only the latest few limits of an account are kept, and none that was not used
 * for long: a connector says what they are, anew for each session. Thread-safe.
 */
final class AccountPacers {
    private static final int MOST_LIMITS = 8;

    private final Map<Account, Latest> pacers = new HashMap<>();

    /**
     * Whom a remote system counts requests for.
     *
     * @param connectorId what one connector says of its limits concerns no other
     * @param address of the remote system; the integration's id where it has none
     */
    record Account(String organizationId, String connectorId, String address) {
        /** The same for all nodes. */
        String key() {
            return organizationId + "\n" + connectorId + "\n" + address;
        }
    }

    private static final class Latest extends LinkedHashMap<RateLimit, Pacer> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(MOST_LIMITS, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<RateLimit, Pacer> eldest) {
            return size() > MOST_LIMITS;
        }
    }

    synchronized Pacer of(Account account, RateLimit limit, Supplier<Pacer> made) {
        return pacers.computeIfAbsent(account, absent -> new Latest()).computeIfAbsent(limit, absent -> made.get());
    }

    /** Forgets those that were not used for long: another one would be as they are. */
    synchronized void forgetIdle() {
        pacers.values().forEach(latest -> latest.values().removeIf(Pacer::isIdle));
        pacers.values().removeIf(Map::isEmpty);
    }

    synchronized int size() {
        return pacers.values().stream().mapToInt(Map::size).sum();
    }
}
