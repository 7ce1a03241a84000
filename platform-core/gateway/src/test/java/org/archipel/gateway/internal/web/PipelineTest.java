package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Hub;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are checked, changed and merged, and what is called. */
class PipelineTest {
    private static final String UPPER =
            "{'definition':{'name':'u','type':'MAP','rules':[{'operation':'CONVERT','source':'/a',"
                    + "'target':'/b','parameters':{'functions':'upper'}}]}%s}";
    private static TestDatabase database;
    private House house;
    private final Upstream upstream = new Upstream();

    @BeforeAll
    static void openDatabase() {
        database = TestDatabase.open(Dialect.DERBY);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void build() {
        house = new House(database);
    }

    @AfterEach
    void close() {
        house.close();
        upstream.close();
    }

    private void define(String method, String path, String config) {
        house.define("{'name':'n','method':'%s','path':'%s','config':{%s}}", method, path, config);
    }

    private String http(String name, String path) {
        return "{'name':'" + name + "','endpoint':'" + upstream.url() + path + "'}";
    }

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
        HttpResponse<String> answer = house.send("POST", "/t", "{\"a\":\"x\"}", "Content-Type", "application/json");
        assertThat(upstream.last().body()).isEqualTo("{\"b\":\"X\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = house.send("POST", "/t", "{}", "Content-Type", "application/json");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("VALIDATION_ERROR", "/a");
        upstream.handler = request -> Answer.json("{}");
        assertThat(house.send("POST", "/t", "{\"a\":\"x\"}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "\u0000", "{\"a\":1}{}", "[[[[[[1]]]]]]", "{\"a\":1,\"a\":2}", "nul"})
    void malformedBodiesAreRefused(String body) {
        define("POST", "/m", "'requestSchema':{},'limits':{'maxDepth':5},'integrations':[" + http("up", "/") + "]");
        HttpResponse<String> answer = house.send("POST", "/m", body, "Content-Type", "application/json");
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
        assertThat(house.send("POST", "/m", "[".repeat(900) + "]".repeat(900), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(house.send("POST", "/m", " ".repeat(2001), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void parallelCallsAreMergedByTheirNames() {
        define(
                "GET",
                "/p/{id}",
                "'execution':'PARALLEL','integrations':[" + http("one", "/1/{id}") + "," + http("two", "/2") + "]");
        assertThat(house.get("/p/7").body()).isEqualTo("{\"one\":{\"path\":\"/1/7\"},\"two\":{\"path\":\"/2\"}}");
        upstream.handler = request -> request.path().startsWith("/2") ? Answer.of(404, "{\"no\":1}") : Answer.json("1");
        assertThat(house.get("/p/7").statusCode()).isEqualTo(404);
    }

    @Test
    void callsInOrderHandOn() {
        define(
                "POST",
                "/s",
                "'integrations':[" + http("one", "/1") + ",{'name':'two','method':'PUT','endpoint':'" + upstream.url()
                        + "/2/{body.path}'}]");
        HttpResponse<String> answer = house.send("POST", "/s", "{}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(upstream.last().path()).isEqualTo("/2/%2F1");
        assertThat(upstream.last().body()).isEqualTo("{\"path\":\"/1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'integrations':[%s]",
                "'integrations':[%1$s,{'name':'two','endpoint':'http://127.0.0.1:1/'}]",
                "'caching':{'ttlSeconds':60},'integrations':[%s]",
            })
    void anAnswerThatTakesTooLongIsGivenUp(String config) {
        define("GET", "/late", "'limits':{'timeoutMs':200}," + String.format(config, http("up", "/")));
        CountDownLatch gate = new CountDownLatch(1);
        upstream.handler = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.json("1");
        };
        try {
            HttpResponse<String> answer = house.get("/late");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("CONNECTION_FAILED");
        } finally {
            gate.countDown();
        }
    }

    @Test
    void whatHangsInThePlatformIsGivenUpAndLeftAlone() {
        CountDownLatch gate = new CountDownLatch(1);
        house.hub.before = () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        define(
                "POST",
                "/hang",
                "'integrations':[{'name':'a','type':'CONNECTOR','timeoutMs':1,'integrationId':'" + Hub.INTEGRATION
                        + "','action':'echo'}]");
        define(
                "GET",
                "/hang/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','timeoutMs':100,'entity':'person','operation':'GET',"
                        + "'recordId':'{id}'}]");
        try {
            assertThat(house.get("/hang/1").statusCode()).isEqualTo(504);
            for (int i = 0; i < 20; i++) {
                assertThat(house.send("POST", "/hang", "{}", "Content-Type", "application/json")
                                .statusCode())
                        .isEqualTo(504);
            }
            HttpResponse<String> open = house.send("POST", "/hang", "{}", "Content-Type", "application/json");
            assertThat(open.statusCode()).isEqualTo(503);
            assertThat(open.headers().firstValue("Retry-After")).isPresent();
        } finally {
            gate.countDown();
        }
    }

    @Test
    void anActionIsInterruptedWhenItsTimeIsOver() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        house.hub.before = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        action("/hang", Hub.INTEGRATION, 100);
        // What is still queued when its time is over does not begin.
        for (int i = 0; i < 15 && interrupted.getCount() > 0; i++) {
            assertThat(house.send("POST", "/hang", "{}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(504);
        }
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anActionThatHangsWhateverComesHoldsUpNoOther() {
        CountDownLatch gate = new CountDownLatch(1);
        house.hub.before = () -> {
            while (gate.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        };
        action("/hang", Hub.INTEGRATION, 1);
        action("/works", Hub.OTHER, 30_000);
        house.hub.records.clear();
        define("GET", "/r", "'integrations':[{'name':'r','type':'DATABASE','entity':'person'}]");
        try {
            for (int i = 0; i < 30; i++) {
                assertThat(house.send("POST", "/hang", "{}", "Content-Type", "application/json")
                                .statusCode())
                        .isIn(503, 504);
            }
            assertThat(house.send("POST", "/works", "{}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(house.get("/r").statusCode()).isEqualTo(200);
        } finally {
            gate.countDown();
        }
    }

    private void action(String path, String integration, int timeoutMs) {
        define(
                "POST",
                path,
                "'integrations':[{'name':'a','type':'CONNECTOR','timeoutMs':" + timeoutMs + ",'integrationId':'"
                        + integration + "','action':'echo'}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'responseSchema':{},"})
    void triesShareTheTimeOfTheirCall(String buffered) {
        define(
                "GET",
                "/tries",
                buffered + "'integrations':["
                        + http("up", "/")
                                .replace(
                                        "}",
                                        ",'timeoutMs':2000,'retryPolicy':{" + "'maxAttempts':10,'baseDelayMs':700}}")
                        + "]");
        upstream.handler = request -> Answer.of(503, "{}");
        long begin = System.nanoTime();
        assertThat(house.get("/tries").statusCode()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
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
        assertThat(house.send("POST", "/g", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(503);
        assertThat(upstream.asked()).hasSize(4);
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
    void graphQlErrorsAreErrors() {
        define(
                "GET",
                "/q/{id}",
                "'integrations':[{'name':'g','type':'GRAPHQL','endpoint':'" + upstream.url()
                        + "/graphql','query':'query($id:ID!){person(id:$id){name}}','variables':{'id':'{id}'}}]");
        upstream.handler = request -> Answer.json("{\"data\":{\"person\":{\"name\":\"Ada\"}}}");
        assertThat(house.get("/q/7").body()).isEqualTo("{\"person\":{\"name\":\"Ada\"}}");
        assertThat(upstream.last().body()).contains("\"variables\":{\"id\":\"7\"}");
        upstream.handler = request -> Answer.json("{\"data\":null,\"errors\":[{\"message\":\"no such person\"}]}");
        HttpResponse<String> refused = house.get("/q/7");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("no such person");
    }

    @Test
    void aWebhookIsSigned() {
        define(
                "POST",
                "/w",
                "'integrations':[{'name':'w','type':'WEBHOOK','endpoint':'" + upstream.url()
                        + "/','authentication':{'type':'API_KEY','secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}}]");
        assertThat(house.send("POST", "/w", "{\"a\":1}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(202);
        assertThat(upstream.last().header("Webhook-signature")).startsWith("v1,");
        assertThat(upstream.last().body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void recordsAreReadAndWritten() {
        define(
                "GET",
                "/r",
                "'integrations':[{'name':'r','type':'DATABASE','entity':'person','filters':{'city':'{query.city}'}}]");
        define(
                "GET",
                "/r/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','entity':'person','operation':'GET','recordId':'{id}'}]");
        define(
                "PUT",
                "/r/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','entity':'person','operation':'PUT','recordId':'{id}'}]");
        define(
                "DELETE",
                "/r/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','entity':'person','operation':'DELETE','recordId':'{id}'}]");
        assertThat(house.send("PUT", "/r/1", "{\"city\":\"Lyon\"}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(house.get("/r/1").body()).contains("Lyon");
        assertThat(house.get("/r?city=Lyon").body()).contains("Lyon");
        assertThat(house.get("/r?city=Paris").body()).isEqualTo("{\"items\":[]}");
        assertThat(house.get("/r?limit=x").statusCode()).isEqualTo(400);
        assertThat(house.send("DELETE", "/r/1", null).statusCode()).isEqualTo(204);
        assertThat(house.get("/r/1").statusCode()).isEqualTo(404);
    }

    @Test
    void anActionOfAConnectorRuns() {
        define(
                "POST",
                "/a",
                "'integrations':[{'name':'a','type':'CONNECTOR','integrationId':'" + Hub.INTEGRATION
                        + "','action':'echo','variables':{'all':'{body}','one':'{body.n}'}}]");
        assertThat(house.send("POST", "/a", "{\"n\":1}", "Content-Type", "application/json")
                        .body())
                .isEqualTo("{\"all\":{\"n\":1},\"one\":1,\"done\":true}");
        assertThatThrownBy(() -> define(
                        "POST",
                        "/b",
                        "'integrations':[{'name':'a','type':'CONNECTOR','integrationId':'x','action':'echo'}]"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/integrations/0"));
    }

    @Test
    void whatRefersToSomethingThatIsGoneAnswers503UntilItIsBack() {
        define(
                "POST",
                "/a",
                "'integrations':[{'name':'a','type':'CONNECTOR','integrationId':'" + Hub.INTEGRATION
                        + "','action':'echo'}]");
        assertThat(house.send("POST", "/a", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
        house.hub.gone = true;
        HttpResponse<String> atTheCall = house.send("POST", "/a", "{}", "Content-Type", "application/json");
        assertThat(atTheCall.statusCode()).isEqualTo(503);
        assertThat(atTheCall.body()).contains("INTEGRATION_ERROR");
        LiveApis anew = house.anew();
        try {
            Endpoint endpoint = anew.ofOrganization(house.organizationId).endpoints().values().stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(endpoint.isAvailable()).isFalse();
            house.hub.gone = false;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> anew.ofOrganization(house.organizationId).endpoints().values().stream()
                            .allMatch(Endpoint::isAvailable));
        } finally {
            anew.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://[::1]/", "http://localhost/x"})
    void addressesOfPrivateNetworksAreRefusedWhenTheyAreSaved(String address) {
        house.addresses.shut = true;
        assertThatThrownBy(() -> define("GET", "/p", "'integrations':[{'name':'p','endpoint':'" + address + "'}]"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/integrations/0"));
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
