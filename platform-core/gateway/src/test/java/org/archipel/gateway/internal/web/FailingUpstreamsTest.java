package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.fakes.Hub;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that fail: they are asked again, stood in for, or left alone. */
class FailingUpstreamsTest extends GatewayTest {
    @Test
    void callsAreRepeatedOnlyIfThatIsSafe() {
        String retry = ",'retryPolicy':{'maxAttempts':3,'baseDelayMs':1}}";
        define(
                "GET",
                "/g",
                "'responseSchema':{},'integrations':[" + http("up", "/").replace("}", retry) + "]");
        define(
                "POST",
                "/g",
                "'responseSchema':{},'integrations':[" + http("up", "/").replace("}", retry) + "]");
        upstream.handler = request -> upstream.asked().size() < 3 ? Answer.of(503, "{}") : Answer.json("{}");
        assertThat(house.get("/g").statusCode()).isEqualTo(200);
        assertThat(upstream.asked()).hasSize(3);
        upstream.handler = request -> Answer.of(503, "{}");
        assertThat(post("/g", "{}").statusCode()).isEqualTo(503);
        assertThat(upstream.asked()).hasSize(4);
    }

    @Test
    void aFallbackAnswersForWhatFails() {
        define(
                "GET",
                "/f",
                "'integrations':[{'name':'x','endpoint':'http://127.0.0.1:1/','fallback':{'body':{'old':true}}}]");
        assertThat(house.get("/f").body()).isEqualTo("{\"old\":true}");
        define(
                "GET",
                "/f/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','entity':'person','operation':'GET','recordId':'{id}',"
                        + "'fallback':{'body':{'old':true}}}]");
        assertThat(house.get("/f/nobody").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'endpoint':'http://127.0.0.1:1/'",
                "'type':'CONNECTOR','integrationId':'" + Hub.INTEGRATION + "','action':'echo'"
            })
    void aFallbackAnswersAlsoForWhatIsLeftAlone(String called) {
        house.hub.before = () -> {
            throw new PlatformException(ErrorCode.CONNECTION_FAILED, "nobody is there");
        };
        define("POST", "/f", "'integrations':[{'name':'x'," + called + ",'fallback':{'body':{'old':true}}}]");
        for (int i = 0; i < 25; i++) {
            assertThat(post("/f", "{}").body()).isEqualTo("{\"old\":true}");
        }
    }

    @Test
    void anUpstreamThatFailsTooOftenIsLeftAlone() {
        define("GET", "/c", "'integrations':[" + http("up", "/") + "]");
        upstream.handler = request -> Answer.of(500, "{}");
        for (int i = 0; i < 20; i++) {
            assertThat(house.get("/c").statusCode()).isEqualTo(500);
        }
        HttpResponse<String> open = house.get("/c");
        assertThat(open.statusCode()).isEqualTo(503);
        assertThat(open.headers().firstValue("Retry-After")).isPresent();
        assertThat(upstream.asked()).hasSize(20);
    }

    @Test
    void whatRefersToSomethingThatIsGoneAnswers503UntilItIsBack() {
        define(
                "POST",
                "/a",
                "'integrations':[{'name':'a','type':'CONNECTOR','integrationId':'" + Hub.INTEGRATION
                        + "','action':'echo'}]");
        assertThat(post("/a", "{}").statusCode()).isEqualTo(200);
        house.hub.gone = true;
        HttpResponse<String> atTheCall = post("/a", "{}");
        assertThat(atTheCall.statusCode()).isEqualTo(503);
        assertThat(atTheCall.body()).contains("INTEGRATION_ERROR");
        LiveApis anew = house.anew();
        try {
            Endpoint endpoint = anew.ofOrganization(house.organizationId).endpoints().values().stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(endpoint.isAvailable()).isFalse();
            house.hub.gone = false;
            await().atMost(PATIENCE)
                    .until(() -> anew.ofOrganization(house.organizationId).endpoints().values().stream()
                            .allMatch(Endpoint::isAvailable));
        } finally {
            anew.close();
        }
    }
}
