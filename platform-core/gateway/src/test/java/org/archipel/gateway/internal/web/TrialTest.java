package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.pipeline.SampleCall;
import org.archipel.gateway.internal.pipeline.Trial;
import org.archipel.gateway.internal.pipeline.TrialSteps;
import org.junit.jupiter.api.Test;

/** Definitions that are tried before they answer. */
class TrialTest extends GatewayTest {
    private static final String UPPER =
            "{'definition':{'name':'u','type':'MAP','rules':[{'operation':'CONVERT','source':'/a',"
                    + "'target':'/b','parameters':{'functions':'upper'}}]},'phase':'%s'}";

    private Trial trial(String config) {
        return house.service.trial(
                house.admin,
                Optional.empty(),
                Optional.of(House.definition("{'name':'n','method':'POST','path':'/t/{id}','config':{%s}}", config)));
    }

    private String call() {
        return "'integrations':[" + http("up", "/x/{id}") + "]";
    }

    private HttpAnswer run(Trial trial, String body, TrialSteps steps) {
        try {
            JsonNode json = House.JSON.readTree(body);
            return trial.run(
                    new SampleCall(Map.of("id", "7"), "q=1", Map.of("X-Mine", "m", "Cookie", "c"), json),
                    house.admin,
                    "r",
                    steps);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void aTrialTellsWhatEachStepMade() {
        upstream.handler = request -> Answer.json("{\"a\":\"y\"}");
        TrialSteps steps = new TrialSteps();
        HttpAnswer answer = run(
                trial(
                        "'requestSchema':{'type':'object','required':['a']},'responseSchema':{'type':'object'},'transformations':["
                                + String.format(UPPER, "REQUEST") + "," + String.format(UPPER, "RESPONSE") + "],"
                                + call()),
                "{\"a\":\"x\"}",
                steps);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"b\":\"Y\"}");
        assertThat(steps.all())
                .extracting(TrialSteps.Step::name)
                .containsExactly(
                        "request/schema",
                        "request/transformation/0",
                        "integration/up",
                        "response/transformation/0",
                        "response/schema");
        assertThat(steps.all().get(1).value().toString()).isEqualTo("{\"b\":\"X\"}");
        assertThat(steps.all().get(1).details()).hasSize(1);
        assertThat(steps.all().get(2).value().get("status").asInt()).isEqualTo(200);
        assertThat(steps.all()).allSatisfy(step -> assertThat(step.millis()).isPositive());
        assertThat(upstream.last().path()).isEqualTo("/x/7?q=1");
        assertThat(upstream.last().header("X-mine")).isEqualTo("m");
        assertThat(upstream.last().header("Cookie")).isNull();
    }

    @Test
    void theStepThatFailsTellsWhy() {
        upstream.handler = request -> Answer.json("{\"a\":1}");
        TrialSteps steps = new TrialSteps();
        assertThatThrownBy(() ->
                        run(trial("'responseSchema':{'type':'object','required':['b']}," + call()), "{\"a\":1}", steps))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTEGRATION_ERROR));
        assertThat(steps.all()).extracting(TrialSteps.Step::name).containsExactly("integration/up", "response/schema");
        assertThat(steps.all().get(1).failure()).isNotNull();
    }

    @Test
    void nothingOfATrialIsSaved() {
        run(trial("'mock':{'body':1}"), "1", new TrialSteps());
        assertThat(house.get("/t/7").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> trial("'mock':{'body':1},'caching':{'ttlSeconds':1}"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aDraftOfAChangeHasTheSecretsOfTheApi() {
        String secret = "'integrations':[{'name':'up','endpoint':'" + upstream.url()
                + "/','authentication':{'type':'BEARER'%s}}]";
        CustomApi api = house.define(
                "{'name':'n','method':'GET','path':'/s','config':{%s}}", String.format(secret, ",'secret':'s3cret'"));
        Trial trial = house.service.trial(
                house.admin,
                Optional.of(api.id()),
                Optional.of(House.definition(
                        "{'name':'n','method':'GET','path':'/s','config':{%s}}", String.format(secret, ""))));
        trial.run(
                new SampleCall(null, null, null, JsonNodeFactory.instance.nullNode()),
                house.admin,
                "r",
                new TrialSteps());
        assertThat(upstream.last().header("Authorization")).isEqualTo("Bearer s3cret");
    }
}
