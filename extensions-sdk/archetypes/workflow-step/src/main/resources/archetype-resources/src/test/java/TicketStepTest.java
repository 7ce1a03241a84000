package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.error.RemoteException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class TicketStepTest {
    private static final String TICKETS = "https://tickets.example.com/tickets";
    private static final ObjectNode CONFIG = JsonNodeFactory.instance.objectNode().put("queue", "support");
    private static final ObjectNode INPUT = JsonNodeFactory.instance.objectNode().put("title", "It rains");

    @Test
    void aTicketIsMadeUnderTheKeyOfTheStep(TestPlatform platform) {
        platform.http().when("POST", TICKETS).json("{\"id\": \"T-1\"}");

        ObjectNode output = platform.step("ticket").run(CONFIG, INPUT, "execution-1/ticket");

        assertThat(output.path("ticket").asText()).isEqualTo("T-1");
        assertThat(platform.http().requests()).singleElement().satisfies(request -> {
            assertThat(new String(request.body())).isEqualTo("{\"queue\":\"support\",\"title\":\"It rains\"}");
            assertThat(request.headers()).containsEntry("Idempotency-Key", List.of("execution-1/ticket"));
        });
    }

    @Test
    void aServerThatIsDownIsTriedAgain(TestPlatform platform) {
        platform.http().when("POST", TICKETS).status(503);
        assertThatThrownBy(() -> platform.step("ticket").run(CONFIG, INPUT, "execution-1/ticket"))
                .isInstanceOfSatisfying(
                        RemoteException.class, failure -> assertThat(failure.retryable()).isTrue());
    }
}
