package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class CountsResourceTest {
    private static ObjectNode in(String country) {
        return JsonNodeFactory.instance.objectNode().put("country", country);
    }

    @Test
    void placesAreCountedByCountry(TestPlatform platform) {
        platform.records().put("place", "1", in("CH"));
        platform.records().put("place", "2", in("IT"));
        platform.records().put("place", "3", in("CH"));

        assertThat(platform.rest().get("counts").text()).isEqualTo("{\"CH\":2,\"IT\":1}");
    }

    @Test
    void thePageIsServed(TestPlatform platform) {
        assertThat(platform.panel("overview").text()).contains("/panels/bridge.js");
    }
}
