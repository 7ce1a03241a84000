package org.archipel.marketplace.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PackageFactsTest {
    private static PackageFacts offering(String type) {
        var attribute = new PackageFacts.Attribute("String", type);
        var clause = new PackageFacts.Clause("osgi.service", Map.of("objectClass", attribute), Map.of());
        return new PackageFacts(List.of(clause), List.of());
    }

    @Test
    void contractsAreToldAsWords() {
        assertThat(offering("org.archipel.api.WorkflowStep").contributions()).containsExactly("workflow-step");
    }

    /** In small letters it would take an hour: for each capital sigma the JDK looks from where the word begins. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ofALongNameTheBeginningIsTold() {
        assertThat(offering("org.archipel.api." + "\u03a3".repeat(1 << 20)).contributions())
                .singleElement()
                .asString()
                .hasSize(200);
    }
}
