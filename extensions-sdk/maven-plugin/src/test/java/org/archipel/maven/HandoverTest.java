package org.archipel.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsUnwiseIsToldApartFromWhatKeepsAnExtensionFromRunning() throws JsonProcessingException {
        assertThat(outcome("{\"version\":\"1.0.0\",\"state\":\"RUNNING\",\"warnings\":[\"large\"]}"))
                .isEqualTo(new Handover.Outcome("1.0.0", true, List.of(), List.of("large")));
        assertThat(outcome("{\"version\":\"1.0.0\",\"state\":\"REFUSED\",\"problems\":[\"native\"],\"warnings\":[]}"))
                .isEqualTo(new Handover.Outcome("1.0.0", false, List.of("native"), List.of()));
    }

    @Test
    void whatDoesNotRunHasAReason() throws JsonProcessingException {
        assertThat(outcome("{\"version\":\"1.0.0\",\"state\":\"FAILED\"}").problems())
                .isNotEmpty();
    }

    private static Handover.Outcome outcome(String status) throws JsonProcessingException {
        return Handover.outcome(JSON.readTree(status));
    }
}
