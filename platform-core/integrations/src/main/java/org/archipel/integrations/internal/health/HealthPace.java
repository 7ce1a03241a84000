package org.archipel.integrations.internal.health;

import java.time.Duration;
import org.archipel.api.connector.RateLimit;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;

/**
 * How often integrations are checked: at the interval that is configured, but more seldom where the remote system counts the requests of
 * a day, and where it refuses the credentials, since some lock an account that knocks too often. Immutable.
 */
final class HealthPace {
    /** How long an integration whose credentials are refused is left alone. */
    static final Duration REFUSED = Duration.ofMinutes(15);

    /** The part of a day's requests that checks may take. */
    private static final double SHARE = 0.05;

    /** Requests of one check: that the server answers, and that it takes the credentials. */
    private static final int REQUESTS = 2;

    private static final Duration DAY = Duration.ofDays(1);

    private final Duration interval;

    HealthPace(Duration interval) {
        this.interval = interval;
    }

    Duration of(Integration integration, RegisteredConnector connector) {
        Duration least = integration.active() ? perDay(integration, connector) : REFUSED;
        return least.compareTo(interval) > 0 ? least : interval;
    }

    private static Duration perDay(Integration integration, RegisteredConnector connector) {
        int most = connector
                .connector()
                .rateLimit(integration.config().connectorConfig().deepCopy())
                .map(RateLimit::perDay)
                .orElse(0);
        return most == 0 ? Duration.ZERO : DAY.multipliedBy(REQUESTS).dividedBy(Math.max(1, (long) (most * SHARE)));
    }
}
