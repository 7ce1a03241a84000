package org.archipel.samples.placeinsights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Reads the configuration. */
final class Settings {
    private static final int DEFAULT_SECONDS = 10;

    private Settings() {}

    /** How old a count may be. */
    static Duration maxAge(ObjectNode config) {
        return Duration.ofSeconds(config.path("refreshSeconds").asLong(DEFAULT_SECONDS));
    }
}
