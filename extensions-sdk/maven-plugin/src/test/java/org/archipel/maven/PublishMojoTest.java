package org.archipel.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class PublishMojoTest {
    @Test
    void checksThatNobodyMakesAreNotWaitedFor() throws JsonProcessingException {
        assertThat(PublishMojo.checking(submission("'PENDING'"))).isTrue();
        assertThat(PublishMojo.checking(submission("'VALIDATING'"))).isTrue();
        assertThat(PublishMojo.checking(submission("'IN_REVIEW'"))).isFalse();
        JsonNode stuck = submission("'PENDING','reviewReason':'could not be checked: security-run'");

        assertThat(PublishMojo.checking(stuck)).isFalse();
        assertThat(PublishMojo.unchecked(stuck))
                .contains("com.acme.tiny 1.0.0 waits", "could not be checked: security-run", "submissions/s1/recheck");
    }

    private static JsonNode submission(String status) throws JsonProcessingException {
        String json = "{'id':'s1','extensionId':'com.acme.tiny','version':'1.0.0','reviewStatus':" + status + "}";
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
