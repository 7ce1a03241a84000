package org.archipel.samples.placeinsights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void aCountIsTenSecondsOldAtMostUnlessConfigured() {
        assertThat(Settings.maxAge(JsonNodeFactory.instance.objectNode())).isEqualTo(Duration.ofSeconds(10));
    }
}
