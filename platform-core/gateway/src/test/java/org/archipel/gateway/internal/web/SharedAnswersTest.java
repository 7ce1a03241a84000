package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.rest.ApiPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is given an answer that is kept, and who never. */
class SharedAnswersTest extends GatewayTest {
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
        for (String variable : List.of("{caller.id}", "{caller.id*}")) {
            assertThatThrownBy(() -> house.define(
                            "{'name':'c','method':'GET','path':'/x','config':{'integrations':[{'name':'up',"
                                    + "'endpoint':'%s/%s'}],'caching':{'ttlSeconds':60}}}",
                            upstream.url(), variable))
                    .as(variable)
                    .isInstanceOf(ValidationException.class);
        }
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
        upstream.handler =
                request -> new Answer(200, Map.of(parts[0], parts[1]), "1".getBytes(StandardCharsets.US_ASCII));
        house.get("/one");
        house.get("/one");
        assertThat(upstream.asked()).hasSize(2);
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
            waitAt(gate);
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
            await().atMost(PATIENCE).until(() -> calls.get() > 0);
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
}
