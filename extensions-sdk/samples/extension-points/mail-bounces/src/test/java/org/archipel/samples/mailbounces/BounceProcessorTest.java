package org.archipel.samples.mailbounces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class BounceProcessorTest {
    private static JsonNode payload() throws Exception {
        return new ObjectMapper()
                .readTree("{\"bounces\": [{\"address\": \"a@example.org\", \"reason\": \"full\"}]}");
    }

    @Test
    void aRepeatedDeliveryIsToldOnce(TestPlatform platform) throws Exception {
        platform.webhooks("com.example.mailer").process("d1", Map.of(), payload());
        platform.webhooks("com.example.mailer").process("d1", Map.of(), payload());

        assertThat(platform.events().published()).singleElement().satisfies(event -> {
            assertThat(event.topic()).isEqualTo("mail.bounced");
            assertThat(event.subject()).isEqualTo("address/a@example.org");
        });
    }

    @Test
    void withoutThePermissionNothingIsTold(TestPlatform platform) {
        platform.revoke("events");
        assertThatThrownBy(() -> platform.webhooks("com.example.mailer").process("d1", Map.of(), payload()))
                .isInstanceOf(PermissionDeniedException.class);
        assertThat(platform.events().published()).isEmpty();
    }
}
