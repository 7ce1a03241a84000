package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
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

        assertThat(platform.context().keyValues().get("count/record.created")).contains(LongNode.valueOf(1));
        assertThat(platform.context().keyValues().get("count/record.updated")).contains(LongNode.valueOf(2));
    }

    @Test
    void otherEventsAreNotReceived(TestPlatform platform) {
        assertThat(platform.events().deliver("user.created", "user/1", DATA)).isZero();
    }
}
