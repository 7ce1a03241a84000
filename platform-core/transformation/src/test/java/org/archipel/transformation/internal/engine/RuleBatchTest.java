package org.archipel.transformation.internal.engine;

import static org.archipel.transformation.internal.engine.Workshop.ADA;
import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TransformationException;
import org.archipel.transformation.function.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many documents at once. */
class RuleBatchTest {
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @Test
    void functionsOfExtensionsAreCalledByTheirNames() {
        WORKSHOP.functions.put(
                "com.acme/shout", arguments -> Values.text(arguments.get(0).asText() + "!"));
        RuleSet rules = WORKSHOP.compile(
                "{'name':'x','type':'MAP','rules':["
                        + "{'operation':'CONVERT','source':'/country','target':'/a','parameters':{'functions':'lower|com.acme/shout'}},"
                        + "{'operation':'FUNCTION','target':'/b','parameters':{'name':'com.acme/shout','arguments':['/id']}}]}");
        WORKSHOP.batches.clear();
        assertThat(rules.applyAll(List.of(ADA, ADA)).get(1).orThrow().toString())
                .isEqualTo("{\"a\":\"pt!\",\"b\":\"7!\"}");
        assertThat(WORKSHOP.batches).hasSize(1);
        WORKSHOP.functions.clear();
        assertThat(rules.apply(ADA)).isInstanceOf(Outcome.Failed.class);
        assertThatThrownBy(
                        () -> WORKSHOP.compile(
                                "{'name':'x','type':'MAP','rules':[{'operation':'FUNCTION','target':'/b','parameters':{'name':'com.acme/shout'}}]}"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void manyDocumentsComeThroughInTheirOrder() {
        AtomicInteger number = new AtomicInteger();
        RuleSet rules = WORKSHOP.compile(
                "{'name':'many','type':'CUSTOM','rules':["
                        + "{'operation':'JAVASCRIPT','parameters':{'script':'r => { if (r.n % 100 === 7) throw new Error(\"x\"); return {n: r.n} }'}}]}");
        List<JsonNode> documents = new ArrayList<>();
        while (documents.size() < 2_000) {
            documents.add(json("{'n':" + number.getAndIncrement() + "}"));
        }
        List<Outcome> outcomes = rules.applyAll(documents);
        assertThat(outcomes).hasSize(2_000);
        for (int i = 0; i < outcomes.size(); i++) {
            if (i % 100 == 7) {
                assertThat(outcomes.get(i)).isInstanceOf(Outcome.Failed.class);
            } else {
                assertThat(outcomes.get(i).orThrow().at("/n").asInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void theFirstOfManyThatFailsEndsThemAll() {
        AtomicInteger calls = new AtomicInteger();
        WORKSHOP.functions.put("com.acme/count", arguments -> {
            calls.incrementAndGet();
            throw new PlatformException(ErrorCode.VALIDATION_ERROR, "no");
        });
        RuleSet rules = WORKSHOP.compile(
                "{'name':'x','type':'MAP','rules':["
                        + "{'operation':'FUNCTION','target':'/b','parameters':{'name':'com.acme/count','arguments':['/id']}}]}");
        List<JsonNode> many = Collections.nCopies(100, ADA);
        assertThatThrownBy(() -> rules.applyEach(many, ScriptTime.whole())).isInstanceOf(TransformationException.class);
        WORKSHOP.functions.clear();
        assertThat(calls).hasValue(1);
    }

    @Test
    void documentsThatAreHeldBackAreLeftOut() {
        RuleSet rules = WORKSHOP.compile(
                "{'name':'f','type':'FILTER','rules':[{'operation':'KEEP','condition':'r => r.n % 2 === 0'}]}");
        assertThat(rules.applyEach(List.of(json("{'n':1}"), json("{'n':2}"), json("{'n':4}")), ScriptTime.whole()))
                .hasToString("[{\"n\":2}, {\"n\":4}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'s','type':'CUSTOM','rules':[{'operation':'JAVASCRIPT','onFailure':'SKIP_FIELD',"
                        + "'parameters':{'script':'r => { while (true) {} }'}}]}",
                "{'name':'s','type':'MAP','rules':[{'operation':'EACH','source':'/all','target':'/all','parameters':{"
                        + "'rules':[{'operation':'JAVASCRIPT','source':'/n','target':'/n','onFailure':'SKIP_FIELD',"
                        + "'parameters':{'script':'r => { while (true) {} }'}}]}}]}"
            })
    void scriptsOfOneRequestShareTheirTime(String definition) {
        RuleSet rules = WORKSHOP.compile(definition);
        JsonNode document = json("{'all':" + Collections.nCopies(50, "{'n':1}") + "}");
        long begin = System.nanoTime();
        assertThatThrownBy(() -> rules.applyEach(Collections.nCopies(50, document), ScriptTime.whole()))
                .isInstanceOf(TransformationException.class)
                .hasMessageContaining("together");
        assertThat(System.nanoTime() - begin).isLessThan(60_000_000_000L);
    }
}
