package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that an upstream takes several at once. A call of them goes when it is full: nothing here depends on how fast they come. */
class BatchTest extends GatewayTest {
    private static final String PEOPLE = "'item':{'id':'{id}'},'requests':'/ids','answers':'/found','key':'/id',"
            + "'status':'/status','error':'/error','value':'/person'";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void define(String method, String path, int size, String batch) {
        house.define(
                "{'name':'b','method':'%s','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s/many',"
                        + "'headers':{'X-Own':'1'},'batch':{'maxSize':%d,'maxWaitMs':10000,%s}}]}}",
                method, path, upstream.url(), size, batch);
    }

    /** Asks all at once, and waits for all. */
    private List<HttpResponse<String>> all(List<Callable<HttpResponse<String>>> requests)
            throws InterruptedException, ExecutionException {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(requests)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private List<HttpResponse<String>> get(String... paths) throws InterruptedException, ExecutionException {
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (String path : paths) {
            requests.add(() -> house.get(path));
        }
        return all(requests);
    }

    private static JsonNode json(String text) {
        try {
            return House.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Answers the last one first, and nothing for 404. */
    private static Answer backwards(String request) {
        ObjectNode answer = House.JSON.createObjectNode();
        ArrayNode found = answer.putArray("found");
        for (JsonNode one : json(request).path("ids")) {
            String id = one.path("id").asText();
            if (id.equals("404")) {
                continue;
            }
            ObjectNode told = House.JSON.createObjectNode();
            // The upstream has numbers where callers have texts.
            told.put("id", Integer.parseInt(id));
            switch (id) {
                case "409" -> told.put("status", 409).putObject("person").put("taken", true);
                case "500" -> told.putObject("error").put("message", "no room");
                case "999" -> told.put("status", 7);
                default -> told.putObject("person").put("name", "n" + id);
            }
            found.insert(0, told);
        }
        return Answer.json(answer.toString());
    }

    @Test
    void requestsThatComeTogetherAreOneCallAndEachGetsItsOwnAnswer() throws Exception {
        define("GET", "/people/{id}", 6, PEOPLE);
        upstream.handler = request -> backwards(request.body());
        List<HttpResponse<String>> answers =
                get("/people/1", "/people/2", "/people/404", "/people/409", "/people/500", "/people/999");
        assertThat(upstream.asked()).hasSize(1);
        assertThat(upstream.last().method()).isEqualTo("POST");
        assertThat(upstream.last().header("Content-type")).isEqualTo("application/json");
        assertThat(upstream.last().header("X-own")).isEqualTo("1");
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 200, 404, 409, 502, 502);
        assertThat(answers.get(0).body()).isEqualTo("{\"name\":\"n1\"}");
        assertThat(answers.get(1).body()).isEqualTo("{\"name\":\"n2\"}");
        assertThat(answers.get(3).body()).isEqualTo("{\"taken\":true}");
        assertThat(answers.get(4).body()).contains("INTEGRATION_ERROR", "no room");
        assertThat(answers.get(5).body()).contains("INTEGRATION_ERROR");
    }

    @Test
    void oneThatNobodyJoinsGoesAlone() {
        house.define(
                "{'name':'b','method':'GET','path':'/alone/{id}','config':{'integrations':[{'name':'up',"
                        + "'endpoint':'%s/many','batch':{'maxWaitMs':1,%s}}]}}",
                upstream.url(), PEOPLE);
        upstream.handler = request -> backwards(request.body());
        assertThat(house.get("/alone/1").body()).isEqualTo("{\"name\":\"n1\"}");
    }

    @Test
    void bodiesAreTheItemsAndTheirPlacesTellTheAnswers() throws Exception {
        define("POST", "/add", 3, "'status':'/code'");
        upstream.handler = request -> {
            ArrayNode answers = House.JSON.createArrayNode();
            for (JsonNode one : json(request.body())) {
                answers.addObject().put("twice", one.path("n").asInt() * 2).put("code", 201);
            }
            return Answer.json(answers.toString());
        };
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            String body = "{\"n\":" + i + "}";
            requests.add(() -> house.send("POST", "/add", body, "Content-Type", "application/json"));
        }
        List<HttpResponse<String>> answers = all(requests);
        assertThat(upstream.asked()).hasSize(1);
        for (int i = 1; i <= 3; i++) {
            assertThat(answers.get(i - 1).statusCode()).isEqualTo(201);
            assertThat(json(answers.get(i - 1).body()).path("twice").asInt()).isEqualTo(2 * i);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "200; [{}]; 502; 2 requests with 1 answers",
                "200; {}; 502; no array",
                "200; no JSON; 502; no valid JSON",
                "503; {\"busy\":true}; 503; {\"busy\":true}",
                "403; {\"no\":true}; 403; {\"no\":true}",
            })
    void whatIsWrongWithTheWholeIsToldToEach(int status, String body, int expected, String text) throws Exception {
        define("GET", "/wrong/{id}", 2, "'item':'{id}'");
        upstream.handler = request -> Answer.of(status, body);
        for (HttpResponse<String> answer : get("/wrong/1", "/wrong/2")) {
            assertThat(answer.statusCode()).isEqualTo(expected);
            assertThat(answer.body()).contains(text);
        }
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void anUpstreamThatIsNotThereIsToldToEach() throws Exception {
        house.define("{'name':'b','method':'GET','path':'/down/{id}','config':{'integrations':[{'name':'up',"
                + "'endpoint':'http://127.0.0.1:1/','batch':{'maxSize':2,'maxWaitMs':10000,'item':'{id}'}}]}}");
        assertThat(get("/down/1", "/down/2"))
                .allSatisfy(answer -> assertThat(answer.body()).contains("CONNECTION_FAILED"));
    }

    @Test
    void oneAnswerToTwoIsNobodysAndOneTwiceIsNoAnswer() throws Exception {
        define("GET", "/twice/{id}", 2, PEOPLE);
        upstream.handler = request -> Answer.json(
                "{\"found\":[{\"id\":1,\"person\":1},{\"id\":1,\"person\":2},{\"id\":2,\"person\":3},{\"id\":9}]}");
        List<HttpResponse<String>> answers = get("/twice/1", "/twice/2");
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(502, 200);
        assertThat(answers.get(1).body()).isEqualTo("3");
    }

    @Test
    void aRequestWithoutItsKeyIsRefusedAndHoldsUpNobody() {
        define("POST", "/keyed", 2, "'key':'/id'");
        assertThat(house.send("POST", "/keyed", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(house.send("POST", "/keyed", "", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(upstream.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "'endpoint':'http://127.0.0.1:1/{id}','batch':{'item':1}; ",
                "'endpoint':'http://127.0.0.1:1/','batch':{}; /batch/item",
                "'endpoint':'http://127.0.0.1:1/','batch':{'item':'{nobody}'}; ",
                "'endpoint':'http://127.0.0.1:1/','batch':{'item':1,'key':'id'}; ",
                "'endpoint':'http://127.0.0.1:1/','batch':{'item':1,'answerKey':'/id'}; ",
                "'endpoint':'http://127.0.0.1:1/','batch':{'item':1,'maxSize':1}; /batch/maxSize",
                "'endpoint':'http://127.0.0.1:1/','batch':{'item':1,'maxWaitMs':0}; /batch/maxWaitMs",
                "'endpoint':'http://127.0.0.1:1/','method':'GET','batch':{'item':1}; /batch",
                "'type':'WEBHOOK','endpoint':'http://127.0.0.1:1/','batch':{'item':1}; /batch",
            })
    void formsThatCannotBeAreRefused(String integration, String pointer) {
        assertThatThrownBy(() -> house.define(
                        "{'name':'b','method':'GET','path':'/no/{id}','config':{'integrations':[{'name':'up',%s}]}}",
                        integration))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .contains("/config/integrations/0" + (pointer == null ? "" : pointer)));
    }
}
