package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class RecordListenerTest {
    private static final ObjectNode DATA = JsonNodeFactory.instance.objectNode();

    @Test
    void eventsAreCountedByTopic(TestPlatform platform) {
        platform.events().deliver("record.created", "place/1", DATA);
        platform.events().deliver("record.updated", "place/1", DATA);
        platform.events().deliver("record.updated", "place/2", DATA);

        assertThat(count(platform, "record.created")).isEqualTo(1);
        assertThat(count(platform, "record.updated")).isEqualTo(2);
    }

    private static long count(TestPlatform platform, String topic) {
        return platform.context().keyValues().get("count/" + topic).orElseThrow().asLong();
    }

    @Test
    void otherEventsAreNotReceived(TestPlatform platform) {
        assertThat(platform.events().deliver("user.created", "user/1", DATA)).isZero();
    }
}
