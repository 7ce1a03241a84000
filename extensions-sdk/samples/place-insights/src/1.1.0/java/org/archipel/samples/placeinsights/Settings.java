package org.archipel.samples.placeinsights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Reads the configuration. */
final class Settings {
    private Settings() {}

    /** How old a count may be. */
    static Duration maxAge(ObjectNode config) {
        return Duration.parse(config.path("maxAge").asText("PT10S"));
    }
}
