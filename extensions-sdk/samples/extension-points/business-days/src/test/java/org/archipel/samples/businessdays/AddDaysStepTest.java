package org.archipel.samples.businessdays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.ValidationException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class AddDaysStepTest {
    private static final ObjectNode THREE = JsonNodeFactory.instance.objectNode().put("days", 3);

    private static ObjectNode on(String date) {
        return JsonNodeFactory.instance.objectNode().put("date", date);
    }

    @Test
    void weekendsDoNotCount(TestPlatform platform) {
        assertThat(platform.step("add-business-days").run(THREE, on("2026-03-27"), "run-1"))
                .isEqualTo(on("2026-04-01"));
    }

    @Test
    void whatIsNoDateIsTold(TestPlatform platform) {
        assertThatThrownBy(() -> platform.step("add-business-days").run(THREE, on("soon"), "run-1"))
                .isInstanceOf(ValidationException.class);
    }
}
