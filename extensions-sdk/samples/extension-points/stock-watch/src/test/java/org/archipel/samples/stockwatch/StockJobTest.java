package org.archipel.samples.stockwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.archipel.api.event.Event;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest(config = "{\"least\": 3}")
class StockJobTest {
    private static ObjectNode stock(int number) {
        return JsonNodeFactory.instance.objectNode().put("stock", number);
    }

    @Test
    void articlesBelowTheLeastAreTold(TestPlatform platform) {
        platform.records().put("article", "bolt", stock(2));
        platform.records().put("article", "nut", stock(3));

        platform.clock().advance(Duration.ofMinutes(15));
        assertThat(platform.events().published()).extracting(Event::subject).containsExactly("article/bolt");

        platform.configure(JsonNodeFactory.instance.objectNode().put("least", 4));
        platform.clock().advance(Duration.ofMinutes(15));
        assertThat(platform.events().published())
                .extracting(Event::subject)
                .containsExactly("article/bolt", "article/bolt", "article/nut");
    }
}
