package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class OrderProcessorTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void anOrderIsKeptOnce(TestPlatform platform) throws Exception {
        var payload = mapper.readTree("{\"order\": {\"id\": \"7\", \"total\": 12}}");
        platform.webhooks("com.example.shop").process("d1", Map.of(), payload);
        platform.webhooks("com.example.shop").process("d1", Map.of(), payload);

        assertThat(platform.records().all("order")).singleElement().satisfies(order -> {
            assertThat(order.version()).isEqualTo(1);
            assertThat(order.data().path("total").asInt()).isEqualTo(12);
        });
    }

    @Test
    void aDeliveryWithoutAnOrderIsNoted(TestPlatform platform) throws Exception {
        platform.webhooks("com.example.shop").process("d2", Map.of(), mapper.readTree("{}"));
        assertThat(platform.records().all("order")).isEmpty();
        assertThat(platform.log()).anyMatch(line -> line.contains("d2 tells of no order"));
    }
}
