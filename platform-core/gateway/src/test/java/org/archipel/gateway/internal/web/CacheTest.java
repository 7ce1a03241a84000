package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are kept. */
class CacheTest {
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

    private CustomApi cached(String path, String caching) {
        return house.define(
                "{'name':'c','method':'GET','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s/'}],"
                        + "'caching':{%s}}}",
                path, upstream.url(), caching);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'MEMORY'", "'DATABASE'", "['MEMORY','DATABASE']"})
    void equalRequestsMakeOneCall(String levels) {
        cached("/a/{id}", "'ttlSeconds':60,'strategy':" + levels);
        String first = house.get("/a/1?x=1").body();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            HttpResponse<String> second = house.get("/a/1?x=1");
            assertThat(second.body()).isEqualTo(first);
            assertThat(second.headers().firstValue("Age")).isPresent();
        });
        int asked = upstream.asked().size();
        house.get("/a/1?x=1");
        assertThat(upstream.asked()).hasSize(asked);
        house.get("/a/2?x=1");
        house.get("/a/1?x=2");
        assertThat(upstream.asked()).hasSize(asked + 2);
    }

    @Test
    void anotherNodeFindsWhatTheDatabaseKeeps() {
        cached("/shared", "'ttlSeconds':60,'strategy':['MEMORY','DATABASE']");
        house.get("/shared");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> house.work.call(transaction -> org.archipel.persistence.Sql.on(transaction)
                                .number(
                                        "SELECT COUNT(*) FROM custom_api_answers WHERE organization_id = ?",
                                        house.organizationId)
                                .orElse(0))
                        == 1);
        CustomApi api = house.service
                .list(
                        house.admin,
                        new org.archipel.gateway.internal.store.ApiFilter(
                                java.util.Optional.empty(), java.util.Optional.empty(), java.util.Optional.empty()),
                        "",
                        10)
                .get(0);
        house.live.removed(house.organizationId, api.id());
        house.live.changed(api);
        house.get("/shared");
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void whoHasTheAnswerIsToldSo() {
        cached("/e", "'ttlSeconds':60");
        HttpResponse<String> first = house.get("/e");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = house.get("/e", "If-None-Match", "\"x\", W/" + etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).contains(etag);
        assertThat(house.get("/e", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(house.send("HEAD", "/e", null).headers().firstValue("ETag")).contains(etag);
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void aHundredEqualMissesMakeOneCall() throws Exception {
        cached("/hot", "'ttlSeconds':60");
        CountDownLatch gate = new CountDownLatch(1);
        upstream.handler = request -> {
            await(gate);
            return Answer.json("1");
        };
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> house.get("/hot")));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !upstream.asked().isEmpty());
            gate.countDown();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().body()).isEqualTo("1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(upstream.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Set-Cookie: session=1", "Cache-Control: private", "Cache-Control: no-store", "Vary: X-User"})
    void anAnswerForOneCallerIsNotGivenToAnotherWhoAsksAtTheSameTime(String header) throws Exception {
        cached("/mine", "'ttlSeconds':60");
        String[] parts = header.split(": ");
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        upstream.handler = request -> {
            int call = calls.incrementAndGet();
            await(gate);
            return new Answer(
                    200,
                    Map.of("Content-Type", "application/json", parts[0], parts[1]),
                    Integer.toString(call).getBytes(StandardCharsets.UTF_8));
        };
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(threads.submit(() -> house.get("/mine")));
            }
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> calls.get() > 0);
            gate.countDown();
            List<String> bodies = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                // Cookies stay with the upstream, whoever asked.
                assertThat(answer.get().headers().allValues(parts[0]))
                        .containsExactlyElementsOf(parts[0].equals("Set-Cookie") ? List.of() : List.of(parts[1]));
                bodies.add(answer.get().body());
            }
            assertThat(bodies).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
        assertThat(upstream.asked()).hasSize(5);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anOldAnswerIsGivenWhileANewOneIsFetched() {
        cached("/swr", "'ttlSeconds':1,'staleWhileRevalidateSeconds':60");
        upstream.handler =
                request -> Answer.json(Integer.toString(upstream.asked().size()));
        assertThat(house.get("/swr").body()).isEqualTo("1");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> upstream.asked().size() == 1
                        && house.get("/swr")
                                .headers()
                                .firstValue("Cache-Status")
                                .orElse("")
                                .contains("stale"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(house.get("/swr").body()).isEqualTo("2"));
    }

    @Test
    void anOldAnswerIsGivenWhenNoneCanBeHad() {
        cached("/sie", "'ttlSeconds':1,'staleIfErrorSeconds':60");
        assertThat(house.get("/sie").statusCode()).isEqualTo(200);
        upstream.handler = request -> Answer.of(500, "{}");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> upstream.asked().size() == 1
                                && house.get("/sie").statusCode() == 200
                                && upstream.asked().size() == 1
                        || upstream.asked().size() > 1);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            house.get("/sie");
            return upstream.asked().size() > 1;
        });
        assertThat(house.get("/sie").statusCode()).isEqualTo(200);
    }

    @Test
    void headersThatAreNotNamedReachNobodyAndThoseThatAreTellApart() {
        cached("/v", "'ttlSeconds':60,'varyBy':['header:Accept-Language']");
        upstream.handler =
                request -> Answer.json("\"" + request.header("Accept-language") + request.header("X-evil") + "\"");
        assertThat(house.get("/v", "Accept-Language", "fr", "X-Evil", "1").body())
                .isEqualTo("\"frnull\"");
        assertThat(house.get("/v", "Accept-Language", "de").body()).isEqualTo("\"denull\"");
        assertThat(house.get("/v", "Accept-Language", "fr").body()).isEqualTo("\"frnull\"");
        assertThat(upstream.asked()).hasSize(2);
    }

    @Test
    void callersShareAnswersUnlessTheyAreToldApart() {
        house.keys.put("other", house.caller("key:other", EnumSet.of(ApiPermission.APIS_CALL)));
        cached("/s", "'ttlSeconds':60");
        cached("/p", "'ttlSeconds':60,'varyBy':['caller']");
        for (String path : List.of("/s", "/p")) {
            house.get(path);
            house.get(path, "X-API-Key", "other");
        }
        assertThat(upstream.asked()).hasSize(3);
        assertThat(house.get("/s", "X-API-Key", "wrong").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> house.define(
                        "{'name':'c','method':'GET','path':'/x','config':{'integrations':[{'name':'up',"
                                + "'endpoint':'%s/{caller.id}'}],'caching':{'ttlSeconds':60}}}",
                        upstream.url()))
                .isInstanceOf(ValidationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie: a=b",
                "Cache-Control: private",
                "Cache-Control: no-store",
                "Vary: X-Other",
                "Vary: *"
            })
    void answersThatAreMeantForOneAreNotKept(String header) {
        cached("/one", "'ttlSeconds':60");
        String[] parts = header.split(": ");
        upstream.handler = request ->
                new Answer(200, Map.of(parts[0], parts[1]), "1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        house.get("/one");
        house.get("/one");
        assertThat(upstream.asked()).hasSize(2);
    }

    @Test
    void failuresAreNotKept() {
        cached("/f", "'ttlSeconds':60");
        upstream.handler = request -> Answer.of(404, "{}");
        assertThat(house.get("/f").statusCode()).isEqualTo(404);
        upstream.handler = request -> Answer.of(200, "{}");
        assertThat(house.get("/f").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsDroppedIsFetchedAgainAsIsWhatWasKeptByAnotherDefinition() {
        CustomApi api = cached("/d", "'ttlSeconds':60");
        house.get("/d");
        house.versions.next(house.organizationId, api.id());
        house.get("/d");
        house.get("/d");
        assertThat(upstream.asked()).hasSize(2);
        house.service.change(house.admin, api.id(), "same", definition -> definition, revision -> {});
        house.get("/d");
        assertThat(upstream.asked().size()).isBetween(2, 3);
    }

    @Test
    void eventsRecordsWritesAndTagsDropAnswers() {
        cached(
                "/i",
                "'ttlSeconds':60,'tags':['people'],'invalidationRules':[{'on':'EVENT','value':'crm.*'},"
                        + "{'on':'RECORD','value':'person'},{'on':'WRITE','value':'/i'}]");
        house.define("{'name':'w','method':'PUT','path':'/i','config':{'mock':{'body':1}}}");
        var record = House.JSON.createObjectNode().put("entity", "person");
        List<Runnable> droppers = List.of(
                () -> house.invalidation.onEvent(house.organizationId, event("crm.changed", null)),
                () -> house.invalidation.onEvent(house.organizationId, event("record.updated", record)),
                () -> house.invalidation.onEvent(house.organizationId, event("records.changed", record)),
                () -> house.send("PUT", "/i", "{}"),
                () -> house.invalidation.dropTag(house.organizationId, "people"));
        house.get("/i");
        house.invalidation.onEvent(house.organizationId, event("other.changed", record));
        house.get("/i");
        assertThat(upstream.asked()).hasSize(1);
        int calls = 1;
        for (Runnable dropper : droppers) {
            dropper.run();
            house.get("/i");
            assertThat(upstream.asked()).hasSize(++calls);
        }
    }

    private static org.archipel.api.event.Event event(
            String topic, com.fasterxml.jackson.databind.node.ObjectNode data) {
        return new org.archipel.api.event.Event("id", topic, "subject", data, java.time.Instant.EPOCH);
    }

    @Test
    void callsAreCountedByTheMinute() {
        CustomApi api = cached("/n", "'ttlSeconds':60");
        house.get("/n");
        house.get("/n");
        house.get("/n", "X-API-Key", "wrong");
        house.metrics.write();
        var now = java.time.Instant.now();
        var figures = org.archipel.gateway.internal.metrics.ApiMetrics.sum(
                house.metrics.points(house.organizationId, api.id(), now.minusSeconds(300), now.plusSeconds(60)));
        assertThat(figures.requests()).isEqualTo(3);
        assertThat(figures.refused()).isEqualTo(1);
        assertThat(figures.cacheHits()).isEqualTo(1);
        assertThat(figures.times().percentile(0.5)).isPositive();
    }

    @Test
    void allValuesOfANamedHeaderTellApart() {
        cached("/k", "'ttlSeconds':60,'varyBy':['header:X-Part']");
        upstream.handler = request -> Answer.json("\"" + request.headers().get("X-part") + "\"");
        String path = "/api/custom/" + house.slug + "/k";
        assertThat(house.raw(House.rawGet(path) + "X-Part: a\r\nX-Part: evil\r\n\r\n"))
                .contains("[a, evil]");
        assertThat(house.get("/k", "X-Part", "a").body()).isEqualTo("\"[a]\"");
        assertThat(house.raw(House.rawGet(path).replace("Connection: close", "Connection: close\r\nConnection: x-part")
                        + "X-Part: b\r\n\r\n"))
                .contains("\"null\"");
        assertThat(house.get("/k", "X-Part", "b").body()).isEqualTo("\"[b]\"");
        assertThat(house.get("/k").body()).isEqualTo("\"null\"");
        assertThat(upstream.asked()).hasSize(4);
    }

    @Test
    void aFallbackIsNotKept() {
        house.define(
                "{'name':'c','method':'GET','path':'/fb','config':{'integrations':[{'name':'up','endpoint':'%s/',"
                        + "'fallback':{'body':'old'}}],'caching':{'ttlSeconds':60}}}",
                upstream.url());
        upstream.handler = request -> Answer.of(500, "{}");
        assertThat(house.get("/fb").body()).isEqualTo("\"old\"");
        upstream.handler = request -> Answer.json("\"good\"");
        assertThat(house.get("/fb").body()).isEqualTo("\"good\"");
    }

    @Test
    void hitsOnAFurtherLevelAreCounted() {
        CustomApi api = cached("/dbhit", "'ttlSeconds':60,'strategy':'DATABASE'");
        house.get("/dbhit");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            house.get("/dbhit");
            house.metrics.write();
            var now = java.time.Instant.now();
            return org.archipel.gateway.internal.metrics.ApiMetrics.sum(house.metrics.points(
                                    house.organizationId, api.id(), now.minusSeconds(300), now.plusSeconds(60)))
                            .cacheHits()
                    > 0;
        });
    }
}
