package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.api.event.Event;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.store.ApiFilter;
import org.archipel.persistence.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are kept, for how long, and what drops them. */
class CacheTest extends GatewayTest {
    @ParameterizedTest
    @ValueSource(strings = {"'MEMORY'", "'DATABASE'", "['MEMORY','DATABASE']"})
    void equalRequestsMakeOneCall(String levels) {
        cached("/a/{id}", "'ttlSeconds':60,'strategy':" + levels);
        String first = house.get("/a/1?x=1").body();
        await().atMost(PATIENCE).untilAsserted(() -> {
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
        await().atMost(PATIENCE)
                .until(() -> house.work.call(transaction -> Sql.on(transaction)
                                .number(
                                        "SELECT COUNT(*) FROM custom_api_answers WHERE organization_id = ?",
                                        house.organizationId)
                                .orElse(0))
                        == 1);
        CustomApi api = house.service
                .list(house.admin, new ApiFilter(Optional.empty(), Optional.empty(), Optional.empty()), "", 10)
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
            waitAt(gate);
            return Answer.json("1");
        };
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> house.get("/hot")));
            }
            await().atMost(PATIENCE).until(() -> !upstream.asked().isEmpty());
            gate.countDown();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().body()).isEqualTo("1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void anOldAnswerIsGivenWhileANewOneIsFetched() {
        cached("/swr", "'ttlSeconds':1,'staleWhileRevalidateSeconds':60");
        upstream.handler =
                request -> Answer.json(Integer.toString(upstream.asked().size()));
        assertThat(house.get("/swr").body()).isEqualTo("1");
        await().atMost(PATIENCE)
                .until(() -> upstream.asked().size() == 1
                        && house.get("/swr")
                                .headers()
                                .firstValue("Cache-Status")
                                .orElse("")
                                .contains("stale"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(house.get("/swr").body()).isEqualTo("2"));
    }

    @Test
    void anOldAnswerIsGivenWhenNoneCanBeHad() {
        cached("/sie", "'ttlSeconds':1,'staleIfErrorSeconds':60");
        assertThat(house.get("/sie").statusCode()).isEqualTo(200);
        upstream.handler = request -> Answer.of(500, "{}");
        await().atMost(PATIENCE).until(() -> {
            house.get("/sie");
            return upstream.asked().size() > 1;
        });
        assertThat(house.get("/sie").statusCode()).isEqualTo(200);
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

    private static Event event(String topic, ObjectNode data) {
        return new Event("id", topic, "subject", data, Instant.EPOCH);
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
}
