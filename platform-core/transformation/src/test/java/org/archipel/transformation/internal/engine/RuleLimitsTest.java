package org.archipel.transformation.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that would make endless work or documents of small ones end soon, with an error, and harm nothing. */
class RuleLimitsTest {
    private static final Workshop WORKSHOP = new Workshop();
    /** The machine of a build has other things to do. */
    private static final Duration SOON = Duration.ofMinutes(2);

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @Test
    void aDocumentThatIsCopiedIntoItselfAgainAndAgain() {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            steps.add("{'operation':'COPY','source':'','target':'/c" + i + "'}");
        }
        RuleSet rules = edit(steps);
        assertThat(failed(rules, small())).contains("copy more than");
        List<RuleSet.StepTrace> shown = rules.trace(small()).steps();
        assertThat(shown.get(shown.size() - 1).value().asText()).isEqualTo("too large to be shown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            value = {
                "{'operation':'COPY','source':'$..*','target':'/all'} ;; copy more than",
                "{'operation':'COPY','source':'$..*..*..*..*','target':'/all'} ;; too many nodes",
                "{'operation':'COPY','source':'$..[?count(@..*) > 1]','target':'/all'} ;; copy more than",
                "{'operation':'CONVERT','source':'/text','target':'/t','parameters':{'functions':'replace(a,%s)'}} ;; longer than",
                "{'operation':'CONVERT','source':'/text','target':'/t','parameters':{'functions':'replaceAll(a,%s)'}} ;; longer than",
                "{'operation':'CONVERT','source':'/text','target':'/t','parameters':{'functions':'replaceAll(a*?,%s)'}} ;; longer than",
                "{'operation':'CONVERT','source':'/list','target':'/t','parameters':{'functions':'join(%s)'}} ;; longer than",
                "{'operation':'JOIN','source':'/list','target':'/t','parameters':{'separator':'%s'}} ;; longer than",
                "{'operation':'TEMPLATE','target':'/t','parameters':{'template':'%t'}} ;; longer than",
                "{'operation':'EACH','source':'/list','target':'/t','parameters':{'rules':[{'operation':'TEMPLATE','target':'/t',"
                        + "'parameters':{'template':'%s'}}]}} ;; more than",
                "{'operation':'EACH','source':'/list','target':'/t','parameters':{'rules':[{'operation':'CONSTANT','target':'/t',"
                        + "'parameters':{'value':[0%n]}}]}} ;; copy more than",
            })
    void oneStep(String step, String message) {
        String written = step.replace("%s", "x".repeat(1_500))
                .replace("%t", "{{/text}}".repeat(10_000))
                .replace("%n", ",0".repeat(10_000));
        assertThat(failed(edit(List.of(written)), large())).contains(message);
    }

    @Test
    void aggregationsThatKeepWhatTheyCount() {
        List<String> steps = new ArrayList<>(List.of("{'operation':'ITEMS','source':'/list'}"));
        for (int i = 0; i < 100; i++) {
            steps.add("{'operation':'COLLECT','source':'','target':'/c" + i + "'}");
        }
        RuleSet rules = WORKSHOP.compile("{'name':'a','type':'AGGREGATE','rules':[" + String.join(",", steps) + "]}");
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("list");
        for (int i = 0; i < 10_000; i++) {
            list.addArray().add(i).add(i);
        }
        assertThat(failed(rules, document)).contains("copy more than");
    }

    private static RuleSet edit(List<String> steps) {
        return WORKSHOP.compile("{'name':'m','type':'MAP','mode':'EDIT','rules':[" + String.join(",", steps) + "]}");
    }

    private static String failed(RuleSet rules, JsonNode document) {
        Outcome outcome = assertTimeoutPreemptively(SOON, () -> rules.apply(document));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).errors().toString();
    }

    private static ObjectNode small() {
        return JsonNodeFactory.instance.objectNode().put("a", 1);
    }

    /** Deep and wide, with a long text and a long list. */
    private static ObjectNode large() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("text", "a".repeat(100_000));
        ArrayNode list = document.putArray("list");
        for (int i = 0; i < 20_000; i++) {
            list.add(i);
        }
        ArrayNode deep = list;
        for (int i = 0; i < 200; i++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        document.set("deep", deep);
        return document;
    }
}
