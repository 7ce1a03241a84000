package org.archipel.samples.changediary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.archipel.api.event.Event;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class DiaryListenerTest {
    @Test
    void aRepeatedEventIsWrittenDownOnce(TestPlatform platform) {
        Event event = new Event(
                "0190",
                "record.created",
                "place/1",
                JsonNodeFactory.instance.objectNode(),
                Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(platform.events().deliver(event)).isEqualTo(1);
        platform.events().deliver(event);

        assertThat(platform.context().documents().list("diary-2026-03-01", "", 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.content().path("which").asText())
                        .isEqualTo("place/1"));
    }
}
