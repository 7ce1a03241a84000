package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are checked and changed on both ways. */
class BodyRulesTest extends GatewayTest {
    private static final String UPPER =
            "{'definition':{'name':'u','type':'MAP','rules':[{'operation':'CONVERT','source':'/a',"
                    + "'target':'/b','parameters':{'functions':'upper'}}]}%s}";

    @Test
    void bodiesAreCheckedAndChangedOnBothWays() {
        define(
                "POST",
                "/t",
                "'requestSchema':{'type':'object','required':['a']},'responseSchema':{'type':'object','required':['b']},"
                        + "'transformations':[" + String.format(UPPER, ",'phase':'REQUEST'") + ","
                        + "{'definition':{'name':'r','type':'MAP','mode':'EDIT','rules':[{'operation':'RENAME','source':'/b',"
                        + "'target':'/b'}]}}],'integrations':[" + http("up", "/") + "]");
        upstream.handler = request -> Answer.json(request.body());
        HttpResponse<String> answer = post("/t", "{\"a\":\"x\"}");
        assertThat(upstream.last().body()).isEqualTo("{\"b\":\"X\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = post("/t", "{}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("VALIDATION_ERROR", "/a");
        upstream.handler = request -> Answer.json("{}");
        assertThat(post("/t", "{\"a\":\"x\"}").statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "\u0000", "{\"a\":1}{}", "[[[[[[1]]]]]]", "{\"a\":1,\"a\":2}", "nul"})
    void malformedBodiesAreRefused(String body) {
        define("POST", "/m", "'requestSchema':{},'limits':{'maxDepth':5},'integrations':[" + http("up", "/") + "]");
        HttpResponse<String> answer = post("/m", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception", "com.", "org.archipel");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void otherMediaTypesAndDeepOrLargeBodiesAreRefused() {
        define(
                "POST",
                "/m",
                "'requestSchema':{},'limits':{'maxBodyBytes':2000},'integrations':[" + http("up", "/") + "]");
        assertThat(house.send("POST", "/m", "{}", "Content-Type", "text/xml").statusCode())
                .isEqualTo(415);
        assertThat(post("/m", "[".repeat(900) + "]".repeat(900)).statusCode()).isEqualTo(400);
        assertThat(post("/m", " ".repeat(2001)).statusCode()).isEqualTo(413);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void failingTestCasesKeepAnApiFromGoingLive() {
        assertThatThrownBy(() -> define(
                        "GET",
                        "/x",
                        "'mock':{'body':1},'transformations':[{'definition':{'name':'u','type':'MAP',"
                                + "'rules':[{'operation':'COPY','source':'/a','target':'/b'}],"
                                + "'testCases':[{'name':'one','input':{'a':1},'expectedOutput':{'b':2}}]}}]"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aTestCaseMayLeaveItsInputOut() {
        String rules = "'mock':{'body':1},'transformations':[{'definition':{'name':'u','type':'MAP',"
                + "'rules':[{'operation':'CONSTANT','target':'/b','parameters':{'value':1}}],'testCases':[{'name':'one'%s}]}}]";
        define("GET", "/y", String.format(rules, ",'expectedOutput':{'b':1}"));
        assertThatThrownBy(() -> define("GET", "/z", String.format(rules, "")))
                .as("nothing is not what comes out")
                .isInstanceOf(ValidationException.class);
    }
}
