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

    @Test
    void aRefusalSaysWhatToDoAboutEachCheckThatStandsInTheWay() throws JsonProcessingException {
        JsonNode refused = submission("'REJECTED','reviewReason':'did not pass: signature','checks':["
                + "{'name':'signature','outcome':'FAILED','enforced':true,'detail':'no key','advice':'register it'},"
                + "{'name':'licence','outcome':'FAILED','enforced':false,'detail':'none'},"
                + "{'name':'secrets','outcome':'PASSED','enforced':true,'detail':'fine'}]");

        assertThat(PublishMojo.refused(refused).lines())
                .containsExactly(
                        "com.acme.tiny 1.0.0 is refused (REJECTED): did not pass: signature",
                        "  signature: no key -> register it");
    }

    private static JsonNode submission(String status) throws JsonProcessingException {
        String json = "{'id':'s1','extensionId':'com.acme.tiny','version':'1.0.0','reviewStatus':" + status + "}";
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
