package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** APIs that call themselves, or wait for each other, end at once and tell why. */
class CircularCallsTest extends GatewayTest {
    @Test
    void anApiThatCallsItselfEndsSoon() {
        house.define(
                "{'name':'l','method':'GET','path':'/loop','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'self','endpoint':'%s'}]}}",
                house.uri("/loop"));
        house.define(
                "{'name':'k','method':'GET','path':'/kept/{n}','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'self','endpoint':'%s{n}0'}],'caching':{'ttlSeconds':60}}}",
                house.uri("/kept/"));
        HttpResponse<String> loop = house.get("/loop");
        assertThat(loop.statusCode()).isEqualTo(508);
        assertThat(loop.body()).contains("\"title\":\"Loop Detected\"").contains("\"retryable\":false");
        assertThat(house.get("/kept/1").statusCode()).isEqualTo(508);
        proxy("GET", "/via", "/", "");
        house.get("/via", "Via", "1.0 fred");
        assertThat(upstream.last().headers().get("Via")).containsExactly("1.0 fred", "1.1 archipel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'WEBHOOK'",
                "'batch':{}",
                "'type':'GRAPHQL','query':'{a}'",
            })
    void everyKindOfUpstreamThatIsItselfEndsSoon(String kind) {
        house.define(
                "{'name':'s','method':'POST','path':'/s','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'self','endpoint':'%s',%s}]}}",
                house.uri("/s"), kind);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(post("/s", "{}").statusCode()).isGreaterThanOrEqualTo(400));
    }

    @Test
    void whoWaitsForItselfByItsOwnCacheIsToldAtOnce() {
        String kept =
                "{'name':'%s','method':'GET','path':'/%s','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'up','endpoint':'%s'}],'caching':{'ttlSeconds':60%s}}}";
        house.define(kept, "self", "self", house.uri("/self"), "");
        house.define(kept, "here", "here", house.uri("/there"), ",'varyBy':['header:Accept']");
        house.define(kept, "there", "there", house.uri("/here"), "");
        house.define(kept, "outer", "outer", house.uri("/inner"), "");
        house.define(kept, "inner", "inner", upstream.url(), "");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(house.get("/self").statusCode()).isEqualTo(508);
            assertThat(house.get("/here").statusCode()).isEqualTo(508);
        });
        assertThat(house.get("/outer").statusCode()).isEqualTo(200);
        assertThat(String.join(",", upstream.last().headers().get("Via")))
                .matches("1\\.1 archipel-[0-9a-f]+,\\s?1\\.1 archipel-[0-9a-f]+");
    }

    /** Each is asked by a client, and asks the other only then. */
    @Test
    void apisThatWaitForEachOtherAreToldAtOnce() throws Exception {
        defineCircle();
        CyclicBarrier both = new CyclicBarrier(2);
        upstream.handler = request -> {
            try {
                both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            String via = String.join(", ", request.headers().get("Via"));
            HttpResponse<String> answer = house.get(request.path(), "Via", via);
            return Answer.of(answer.statusCode(), answer.body());
        };
        assertBothAreTold();
    }

    /** As above, with flights that the other one of two nodes knows. */
    @Test
    void apisOfTwoNodesThatWaitForEachOtherEnd() throws Exception {
        defineCircle();
        CountDownLatch both = new CountDownLatch(2);
        upstream.handler = request -> {
            both.countDown();
            try {
                both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            String via = String.join(", ", request.headers().get("Via"));
            HttpResponse<String> answer = house.get(request.path(), "Via", ofAnotherNode(via));
            return Answer.of(answer.statusCode(), answer.body());
        };
        assertBothAreTold();
    }

    /** Two APIs that keep their answers, each of which is the other one's upstream. */
    private void defineCircle() {
        String kept =
                "{'name':'k','method':'GET','path':'/%s','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'up','endpoint':'%s/%s'}],'caching':{'ttlSeconds':60}}}";
        house.define(kept, "one", upstream.url(), "other");
        house.define(kept, "other", upstream.url(), "one");
    }

    /** Both are asked at once, and tell that they wait for each other. */
    private void assertBothAreTold() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            var one = clients.submit(() -> house.get("/one").statusCode());
            var other = clients.submit(() -> house.get("/other").statusCode());
            assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(508);
            assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(508);
        } finally {
            clients.shutdownNow();
        }
    }

    /** With other first digits each flight is none of this node. */
    private static String ofAnotherNode(String via) {
        return via.replaceAll("archipel-[0-9a-f]{6}", "archipel-000000");
    }
}
