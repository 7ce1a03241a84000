package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are handed on, and who may make them. */
class ProxyTest {
    private static final int CALLERS_WHO_GO = 30;

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

    private CustomApi proxy(String method, String path, String target, String more) {
        return house.define(
                "{'name':'p','method':'%s','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s%s'}]%s}}",
                method, path, upstream.url(), target, more);
    }

    @Test
    void aRequestIsHandedOnAndItsAnswerBack() {
        proxy("GET", "/people/{id}", "/v1/persons/{id}", "");
        HttpResponse<String> answer = house.get("/people/a%20b?fields=name&fields=age", "Accept-Language", "fr");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("/v1/persons/a%20b?fields=name&fields=age");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(upstream.last().header("Accept-language")).isEqualTo("fr");
        assertThat(upstream.last().header("X-api-key")).isNull();
        assertThat(upstream.last().header("X-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(upstream.last().header("Host")).isEqualTo("127.0.0.1:" + upstream.port());
    }

    @Test
    void bodiesGoBothWays() {
        proxy("POST", "/echo", "/", "");
        upstream.handler = request -> Answer.of(201, request.body());
        String large = "x".repeat(3_000_000);
        HttpResponse<String> answer = house.send("POST", "/echo", large, "Content-Type", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(large);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        proxy("POST", "/echo", "/", ",'limits':{'maxBodyBytes':10}");
        assertThat(house.send("POST", "/echo", "0123456789").statusCode()).isEqualTo(200);
        assertThat(house.send("POST", "/echo", "0123456789a").statusCode()).isEqualTo(413);
    }

    @Test
    void whoIsNotKnownOrMayNotCallIsRefused() {
        proxy("GET", "/a", "/", "");
        assertThat(house.get("/a", "X-API-Key", "wrong").statusCode()).isEqualTo(401);
        house.keys.put("weak", house.caller("key:weak", EnumSet.of(ApiPermission.RECORDS_READ)));
        assertThat(house.get("/a", "X-API-Key", "weak").statusCode()).isEqualTo(403);
        house.keys.put("good", house.caller("key:good", EnumSet.of(ApiPermission.APIS_CALL)));
        assertThat(house.get("/a", "X-API-Key", "good").statusCode()).isEqualTo(200);
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void rolesAndScopesNarrow() {
        house.define(
                "{'name':'p','method':'GET','path':'/r','config':{'mock':{'body':1},'authentication':{'roles':['CLERK'],"
                        + "'scopes':['records:read']}}}");
        house.keys.put("k", house.caller("key:k", EnumSet.of(ApiPermission.APIS_CALL)));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(403);
        house.roles.put("k", Set.of("CLERK"));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(403);
        house.keys.put("k", house.caller("key:k", EnumSet.of(ApiPermission.APIS_CALL, ApiPermission.RECORDS_READ)));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyMayBeInTheQueryOnlyWhereItIsAllowedAndIsNotHandedOn() {
        proxy("GET", "/q", "/", ",'authentication':{'settings':{'allowQuery':true}}");
        proxy("GET", "/h", "/", "");
        assertThat(house.get("/q?a=1&api_key=key&b=2", "X-API-Key", "").statusCode())
                .isIn(200, 401);
        assertThat(house.get("/q?a=1&api_key=key&b=2").statusCode()).isEqualTo(200);
        assertThat(upstream.last().path()).isEqualTo("/?a=1&b=2");
        assertThat(house.get("/h?api_key=key", "X-API-Key", "wrong").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLimitIsHeldAndTold() {
        proxy("GET", "/l", "/", ",'rateLimit':{'requestsPerMinute':60,'burstLimit':2}");
        HttpResponse<String> first = house.get("/l");
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"api\";q=2;w=2");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"api\";r=1;t=1");
        assertThat(house.get("/l").statusCode()).isEqualTo(200);
        HttpResponse<String> third = house.get("/l");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(third.body()).contains("RATE_LIMIT_ERROR");
        assertThat(upstream.asked()).hasSize(2);
    }

    @Test
    void methodsThatAreNotThereAreToldFromPathsThatAreNotThere() {
        proxy("GET", "/m", "/", "");
        proxy("PUT", "/m", "/", "");
        HttpResponse<String> post = house.send("POST", "/m", "");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PUT");
        assertThat(house.get("/n").statusCode()).isEqualTo(404);
        assertThat(house.send("OPTIONS", "/m", null).headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS, PUT");
        HttpResponse<String> head = house.send("HEAD", "/m", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(upstream.last().method()).isEqualTo("HEAD");
    }

    @Test
    void anUpstreamThatIsNotThereOrOfTheInsideIsToldApart() {
        house.define(
                "{'name':'d','method':'GET','path':'/down','config':{'integrations':[{'name':'up','endpoint':'http://127.0.0.1:1/'}]}}");
        proxy("GET", "/inside", "/", "");
        HttpResponse<String> down = house.get("/down");
        assertThat(down.statusCode()).isEqualTo(502);
        assertThat(down.body()).contains("CONNECTION_FAILED").doesNotContain("Exception");
        house.addresses.shut = true;
        assertThat(house.get("/inside").statusCode()).isEqualTo(403);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aRedirectIsHandedBackAndNotFollowed() {
        proxy("GET", "/r", "/", "");
        upstream.handler = request -> new Answer(302, Map.of("Location", "http://169.254.169.254/"), new byte[0]);
        assertThat(house.get("/r").statusCode()).isEqualTo(302);
    }

    @Test
    void aChangeIsSeenByTheNextRequest() {
        CustomApi api = proxy("GET", "/c", "/one", "");
        assertThat(house.get("/c").body()).contains("/one");
        var second = House.definition(
                "{'name':'p','method':'GET','path':'/c','config':{'integrations':[{'name':'up','endpoint':'%s/two'}]}}",
                upstream.url());
        house.service.replace(house.admin, api.id(), second, revision -> {});
        assertThat(house.get("/c").body()).contains("/two");
        house.service.change(house.admin, api.id(), "off", definition -> definition.active(false), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(404);
        house.service.change(house.admin, api.id(), "on", definition -> definition.active(true), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(200);
        house.service.delete(house.admin, api.id(), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(404);
    }

    @Test
    void versionsLiveAtOnce() {
        house.define("{'name':'one','method':'GET','path':'/v','config':{'mock':{'body':1}}}");
        house.define("{'name':'two','method':'GET','path':'/v','version':'2.1','config':{'mock':{'body':2}}}");
        assertThat(house.get("/v").body()).isEqualTo("1");
        assertThat(house.get("/v2/v").body()).isEqualTo("2");
        assertThat(house.get("/v", "Accept-Version", "2").body()).isEqualTo("2");
        assertThat(house.get("/v", "Accept-Version", "3").statusCode()).isEqualTo(404);
        assertThat(house.get("/v", "Accept-Version", "x").statusCode()).isEqualTo(400);
        assertThat(house.get("/v3/v").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeprecatedVersionSaysSoAndEndsAtItsSunset() {
        String definition = "{'name':'o','method':'GET','path':'/%s','config':{'mock':{'body':1}},"
                + "'deprecation':{'since':'2020-01-01T00:00:00Z','sunset':'%s','link':'https://a.example/'}}";
        house.define(definition, "old", "2999-01-01T00:00:00Z");
        house.define(definition, "gone", "2021-01-01T00:00:00Z");
        HttpResponse<String> old = house.get("/old");
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(old.headers().firstValue("Deprecation")).contains("@1577836800");
        assertThat(old.headers().firstValue("Sunset")).contains("Tue, 01 Jan 2999 00:00:00 GMT");
        assertThat(old.headers().firstValue("Link")).isPresent();
        assertThat(house.get("/gone").statusCode()).isEqualTo(410);
    }

    @Test
    void whoCalledAVersionThatEndsIsToldToItsOrganization() {
        CustomApi api = house.define("{'name':'o','method':'GET','path':'/ends','config':{'mock':{'body':1}}}");
        house.get("/ends");
        assertThat(house.service.callers(house.admin, api.id()))
                .extracting(SeenCallers.Seen::caller)
                .containsExactly("user:ada");
        assertThat(house.events).isEmpty();
        Deprecation ends = new Deprecation(Instant.EPOCH, null, null);
        house.service.change(house.admin, api.id(), "x", definition -> definition.with(ends), any -> {});
        house.service.change(house.admin, api.id(), "x", definition -> definition.active(true), any -> {});
        assertThat(house.events).singleElement().satisfies(event -> {
            assertThat(event.topic()).isEqualTo("custom-api.deprecated");
            assertThat(event.data().at("/callers/0/caller").asText()).isEqualTo("user:ada");
        });
    }

    @Test
    void browsersAreAnswered() {
        house.define("{'name':'c','method':'GET','path':'/cors','config':{'mock':{'body':1},"
                + "'cors':{'origins':['https://shop.example'],'credentials':true}}}");
        HttpResponse<String> preflight = house.send(
                "OPTIONS",
                "/cors",
                null,
                "X-API-Key",
                "",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "GET");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .isPresent();
        HttpResponse<String> evil = house.get("/cors", "Origin", "https://evil.example");
        assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(evil.headers().allValues("Vary")).contains("Origin");
        assertThat(house.get("/cors", "Origin", "https://shop.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
    }

    @Test
    void whatIsWrongWithADefinitionIsSaidAllAtOnce() {
        assertThatThrownBy(() -> house.define("{'name':'','method':'FETCH','path':'/a//b','version':'x','config':{"
                        + "'integrations':[{'name':'1','endpoint':'http://{h}/'}],'requestSchema':{'$ref':'http://x/'},"
                        + "'transformations':[{'transformationId':'none'}],'rateLimit':{},"
                        + "'cors':{'origins':['*'],'credentials':true}}}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .contains(
                                        "/name",
                                        "/method",
                                        "/path",
                                        "/version",
                                        "/config/integrations/0/name",
                                        "/config/rateLimit/requestsPerMinute",
                                        "/config/cors/credentials"));
    }

    @Test
    void anotherApiOfTheSameRouteIsAConflict() {
        house.define("{'name':'one','method':'GET','path':'/x/{a}','config':{'mock':{'body':1}}}");
        assertThatThrownBy(() ->
                        house.define("{'name':'two','method':'GET','path':'/x/{b}','config':{'mock':{'body':2}}}"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void secretsAreNeitherReturnedNorLost() {
        CustomApi api = house.define(
                "{'name':'s','method':'GET','path':'/s','config':{'integrations':[{'name':'up','endpoint':'%s/',"
                        + "'authentication':{'type':'BEARER','secret':'hush'}}]}}",
                upstream.url());
        assertThat(house.service.get(house.admin, api.id()).toString()).doesNotContain("hush");
        house.service.replace(
                house.admin,
                api.id(),
                house.service.get(house.admin, api.id()).definition().active(true),
                revision -> {});
        assertThat(house.get("/s").statusCode()).isEqualTo(200);
        assertThat(upstream.last().header("Authorization")).isEqualTo("Bearer hush");
    }

    @Test
    void slowUpstreamsHoldNoThreads() throws Exception {
        proxy("GET", "/slow", "/", "");
        house.define("{'name':'m','method':'GET','path':'/mock','config':{'mock':{'body':1}}}");
        var gate = new java.util.concurrent.CountDownLatch(1);
        upstream.handler = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.json("1");
        };
        var threads = java.util.concurrent.Executors.newCachedThreadPool();
        try {
            List<java.util.concurrent.Future<Integer>> waiting = new java.util.ArrayList<>();
            for (int i = 0; i < 240; i++) {
                waiting.add(threads.submit(() -> house.get("/slow").statusCode()));
            }
            org.awaitility.Awaitility.await().until(() -> upstream.asked().size() == 240);
            assertThat(house.get("/mock").statusCode()).isEqualTo(200);
            gate.countDown();
            for (var one : waiting) {
                assertThat(one.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void callersWhoGoAwayCloseNoUpstreamToOthers() throws IOException {
        proxy("GET", "/large", "/", "");
        proxy("POST", "/body", "/", "");
        upstream.handler = request -> Answer.of(200, "x".repeat(4_000_000));
        for (int i = 0; i < CALLERS_WHO_GO; i++) {
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
                caller.getOutputStream().write(head("GET", "/large", "\r\n"));
                assertThat(caller.getInputStream().read()).isEqualTo('H');
            }
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
                caller.getOutputStream().write(head("POST", "/body", "Content-Length: 100\r\n\r\nhalf"));
            }
        }
        await().until(() -> upstream.asked().size() >= CALLERS_WHO_GO);
        for (int i = 0; i < CALLERS_WHO_GO; i++) {
            assertThat(house.get("/large").statusCode()).isEqualTo(200);
        }
    }

    private byte[] head(String method, String path, String rest) {
        return (method + " " + house.uri(path).getRawPath() + " HTTP/1.1\r\nHost: a\r\nX-API-Key: key\r\n" + rest)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "Content-Length: 50\r\n\r\nhello",
                "Content-Length: 50000\r\n\r\nhello"
            })
    void anUpstreamThatBreaksOffIsNoWholeAnswer(String half) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> {
                try {
                    while (!server.isClosed()) {
                        try (Socket socket = server.accept()) {
                            socket.getInputStream().read(new byte[4096]);
                            socket.getOutputStream()
                                    .write(("HTTP/1.1 200 OK\r\n" + half).getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // The test has ended.
                }
            });
            answers.start();
            house.define(
                    "{'name':'cut','method':'GET','path':'/cut','config':{'integrations':[{'name':'up',"
                            + "'endpoint':'http://127.0.0.1:%s/'}]}}",
                    server.getLocalPort());
            try {
                assertThat(house.get("/cut").statusCode()).isGreaterThanOrEqualTo(500);
            } catch (UncheckedIOException e) {
                assertThat(e)
                        .as("the answer breaks off, if a part of it has gone")
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/custom/../../docs/a", "/api/custom/x/../../../docs/a"})
    void aDetourToSomethingThatWaitsKeepsNobodyWaiting(String detour) throws Exception {
        house.define("{'name':'m','method':'GET','path':'/m','config':{'mock':{'body':1}}}");
        house.get("/m");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        house.neighbour = () -> {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (Socket detouring = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            detouring.getOutputStream().write((House.rawGet(detour) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 8; i++) {
                // Connections of several selectors.
                assertThat(house.raw(House.rawGet("/api/custom/" + house.slug + "/m") + "\r\n"))
                        .startsWith("HTTP/1.1 200");
            }
        } finally {
            gate.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%%63ustom/%s/m",
                "/x/../api/custom/%s/m",
                "/api/custom/../custom/%s/m",
                "/api/custom/%s/x/../m",
                "/api/custom/%s//m",
                "/api/custom/%s/m;x"
            })
    void unusualSpellingsOfAPathAreRefused(String path) {
        house.define("{'name':'m','method':'GET','path':'/m','config':{'mock':{'body':1}}}");
        assertThat(house.raw(House.rawGet(String.format(path, house.slug)) + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void thePrefixAloneIsNothing() {
        assertThat(house.raw(House.rawGet("/api/custom") + "\r\n")).startsWith("HTTP/1.1 404");
        assertThat(house.raw(House.rawGet("/api/custom/") + "\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aTextHidesNoParameterOfAnotherMethodOrVersion() {
        house.define("{'name':'one','method':'GET','path':'/people/{id}','config':{'mock':{'body':1}}}");
        house.define("{'name':'p','method':'POST','path':'/people/{id}','config':{'mock':{'body':'post'}}}");
        house.define("{'name':'two','method':'GET','path':'/people/me','version':'2','config':{'mock':{'body':2}}}");
        assertThat(house.get("/v1/people/me").body()).isEqualTo("1");
        assertThat(house.get("/people/me", "Accept-Version", "1").body()).isEqualTo("1");
        assertThat(house.get("/v2/people/me").body()).isEqualTo("2");
        assertThat(house.send("POST", "/people/me", "").body()).isEqualTo("\"post\"");
        assertThat(house.send("PUT", "/people/me", "").statusCode()).isEqualTo(405);
    }

    @Test
    void anUpstreamSetsNoHeadersOfThePlatformsOrigin() {
        upstream.handler = request -> new Answer(
                200,
                Map.of("Content-Security-Policy", "default-src *", "Set-Cookie", "a=b", "X-Other", "1"),
                "1".getBytes(StandardCharsets.UTF_8));
        proxy("GET", "/own", "/", "");
        proxy("GET", "/own2", "/", ",'responseSchema':{}");
        house.define("{'name':'m','method':'GET','path':'/own3','config':{'mock':{'body':1,"
                + "'headers':{'Content-Security-Policy':'default-src *','Set-Cookie':'a=b','X-Other':'1'}}}}");
        for (String path : List.of("/own", "/own2", "/own3")) {
            HttpResponse<String> answer = house.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isEmpty();
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("X-Other")).contains("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding", "Content-Length", "Host", "Connection", "X Y"})
    void aProofGoesIntoNoHeaderOfTheConnection(String header) {
        assertThatThrownBy(() -> house.define(
                        "{'name':'c','method':'GET','path':'/h','config':{'integrations':[{'name':'up','endpoint':'%s/',"
                                + "'authentication':{'type':'API_KEY','header':'%s','secret':'chunked'}}]}}",
                        upstream.url(), header))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/integrations/0/authentication/header"));
    }

    @Test
    void whatCannotBeReadOfOneApiTakesNoOtherAway() {
        house.define("{'name':'a','method':'GET','path':'/whole','config':{'mock':{'body':1}}}");
        CustomApi secret = house.define(
                "{'name':'b','method':'GET','path':'/secret','config':{'authentication':{'type':'JWT','settings':{"
                        + "'secret':'%s'}},'mock':{'body':1}}}",
                "x".repeat(40));
        CustomApi broken = house.define("{'name':'c','method':'GET','path':'/broken','config':{'mock':{'body':1}}}");
        house.vault.unreadable.add(secret.id());
        house.work.run(transaction -> org.archipel.persistence.Sql.on(transaction)
                .update("UPDATE custom_apis SET definition = '{' WHERE id = ?", broken.id()));
        LiveApis other = house.anew();
        assertThat(other.find(house.slug).orElseThrow().endpoints()).hasSize(2);
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void anAnswerThatGoesOnIsNotCutOff(String method) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            clock.schedule(() -> goOn(server, clock), 0, TimeUnit.MILLISECONDS);
            house.define(
                    "{'name':'sse','method':'%s','path':'/sse','config':{'integrations':[{'name':'up',"
                            + "'endpoint':'http://127.0.0.1:%s/','timeoutMs':800}]}}",
                    method, server.getLocalPort());
            HttpResponse<String> answer = house.send(method, "/sse", method.equals("GET") ? null : "x");
            assertThat(answer.body()).hasSize(8 * 9);
        } finally {
            clock.shutdownNow();
        }
    }

    /** Answers with an event every 200 ms, eight times: longer in all than the caller would wait for one. */
    private static Void goOn(ServerSocket server, ScheduledExecutorService clock) throws IOException {
        Socket socket = server.accept();
        socket.getInputStream().read(new byte[4096]);
        write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        for (int i = 0; i < 8; i++) {
            clock.schedule(() -> write(socket, "data: 1\n\n"), 200L * i, TimeUnit.MILLISECONDS);
        }
        clock.schedule(
                () -> {
                    socket.close();
                    return null;
                },
                8 * 200,
                TimeUnit.MILLISECONDS);
        return null;
    }

    private static Void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return null;
    }

    @Test
    void theLengthOfABodyIsToldToTheUpstream() {
        proxy("POST", "/len", "/", "");
        house.send("POST", "/len", "12345");
        assertThat(upstream.last().header("Content-length")).isEqualTo("5");
        assertThat(upstream.last().body()).isEqualTo("12345");
    }

    @Test
    void thePolicyOfABucketTellsHowFastItFills() {
        proxy("GET", "/bucket", "/", ",'rateLimit':{'strategy':'TOKEN_BUCKET','requestsPerMinute':60,'burstLimit':10}");
        assertThat(house.get("/bucket").headers().firstValue("RateLimit-Policy"))
                .contains("\"api\";q=10;w=10");
    }
}
