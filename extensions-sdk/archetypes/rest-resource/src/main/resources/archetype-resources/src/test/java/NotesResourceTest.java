package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class NotesResourceTest {
    private static ObjectNode note(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    @Test
    void aNoteIsKept(TestPlatform platform) {
        var kept = platform.rest().put("notes/today", note("Feed the cat"));
        assertThat(kept.status()).as(kept.text()).isEqualTo(200);
        assertThat(platform.rest().get("notes/today").json()).isEqualTo(note("Feed the cat"));
        assertThat(platform.rest().get("notes").text()).isEqualTo("[\"today\"]");
    }

    @Test
    void whatIsWrongIsTold(TestPlatform platform) {
        assertThat(platform.rest().put("notes/today", note(" ")).status()).isEqualTo(400);
        assertThat(platform.rest().get("notes/yesterday").json().path("detail").asText())
                .isEqualTo("There is no note of that name.");
    }
}
