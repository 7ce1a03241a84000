package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.Hub;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint calls, and how the answers of several calls come together. */
class UpstreamsTest extends GatewayTest {
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
        HttpResponse<String> answer = post("/s", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(upstream.last().path()).isEqualTo("/2/%2F1");
        assertThat(upstream.last().body()).isEqualTo("{\"path\":\"/1\"}");
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
        assertThat(post("/w", "{\"a\":1}").statusCode()).isEqualTo(202);
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
        assertThat(post("/a", "{\"n\":1}").body()).isEqualTo("{\"all\":{\"n\":1},\"one\":1,\"done\":true}");
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
}
