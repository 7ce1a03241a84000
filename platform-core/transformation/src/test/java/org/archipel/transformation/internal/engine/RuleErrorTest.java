package org.archipel.transformation.internal.engine;

import static org.archipel.transformation.internal.engine.Workshop.ADA;
import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a document that does not fit. */
class RuleErrorTest {
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @Test
    void validationTellsEverythingThatIsWrong() {
        RuleSet rules = WORKSHOP.compile("{'name':'people','type':'VALIDATE','rules':["
                + "{'operation':'SCHEMA','parameters':{'schema':{'required':['id','city'],'properties':{'id':{'type':'string'}}}}},"
                + "{'operation':'REQUIRED','source':'/none'},"
                + "{'operation':'PATTERN','source':'/email','parameters':{'pattern':'^[a-z@.]+$'}},"
                + "{'operation':'RANGE','source':'/id','parameters':{'max':5}},"
                + "{'operation':'ONE_OF','source':'/country','parameters':{'values':['FR','PT']}},"
                + "{'operation':'UNIQUE','source':'/tags'}]}");
        List<RuleError> errors = ((Outcome.Failed) rules.apply(ADA)).errors();
        assertThat(errors)
                .extracting(RuleError::path)
                .containsExactlyInAnyOrder("/city", "/id", "/none", "/email", "/id");
        assertThat(errors.get(3)).satisfies(error -> {
            assertThat(error.rule()).isEqualTo("people");
            assertThat(error.step()).isEqualTo(2);
            assertThat(error.operation()).isEqualTo("PATTERN");
            assertThat(error.value()).isEqualTo("\"ADA@EXAMPLE.ORG\"");
        });
        assertThatThrownBy(() -> rules.apply(ADA).orThrow())
                .isInstanceOfSatisfying(TransformationException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
                    assertThat(e.errors()).extracting(FieldError::pointer).contains("/email");
                    assertThat(e.getMessage()).contains("people").contains("step 0");
                });
    }

    @Test
    void whatDoesNotFitIsHandledAsTheStepSays() {
        String broken = "{'operation':'CONVERT','source':'/name','target':'/n','parameters':{'functions':'toNumber'}";
        assertThat(apply("MAP", broken + "}")).isInstanceOf(Outcome.Failed.class);
        assertThat(apply("MAP", broken + ",'onFailure':'QUARANTINE'}")).isInstanceOf(Outcome.Quarantined.class);
        assertThat(apply("MAP", broken + ",'onFailure':'SKIP_FIELD'}").orThrow())
                .isEmpty();
        assertThat(apply("MAP", broken + ",'onFailure':'DEFAULT','defaultValue':0}")
                        .orThrow()
                        .toString())
                .isEqualTo("{\"n\":0}");
        String odd = "{'operation':'TYPE','source':'/age','parameters':{'type':'integer'}";
        assertThat(apply("VALIDATE", odd + ",'onFailure':'SKIP_FIELD'}")
                        .orThrow()
                        .has("age"))
                .isFalse();
        assertThat(apply("VALIDATE", odd + ",'onFailure':'DEFAULT','defaultValue':1}")
                        .orThrow()
                        .at("/age")
                        .asInt())
                .isEqualTo(1);
        assertThat(apply("VALIDATE", odd + ",'onFailure':'QUARANTINE'}")).isInstanceOf(Outcome.Quarantined.class);
    }

    private static Outcome apply(String type, String step) {
        return WORKSHOP.compile("{'name':'x','type':'" + type + "','rules':[" + step + "]}")
                .apply(ADA);
    }

    @Test
    void stepsWithinStepsPutTheirDocumentAside() {
        RuleSet each = WORKSHOP.compile("{'name':'e','type':'MAP','rules':[{'operation':'EACH','source':'/orders',"
                + "'target':'/o','onFailure':'SKIP_FIELD','parameters':{'rules':[{'operation':'CONVERT','source':'/sku',"
                + "'target':'/n','onFailure':'QUARANTINE','parameters':{'functions':'toNumber'}}]}}]}");
        assertThat(each.apply(ADA)).isInstanceOf(Outcome.Quarantined.class);
        RuleSet sum =
                WORKSHOP.compile("{'name':'a','type':'AGGREGATE','rules':[{'operation':'ITEMS','source':'/orders'},"
                        + "{'operation':'SUM','source':'/sku','target':'/s','onFailure':'QUARANTINE'}]}");
        assertThat(sum.apply(ADA)).isInstanceOf(Outcome.Quarantined.class);
    }

    @Test
    void errorsKeepSecrets() {
        RuleSet rules = WORKSHOP.compile(
                "{'name':'s','type':'VALIDATE','inputSchema':{'properties':{'pin':{'writeOnly':true}}},'rules':["
                        + "{'operation':'TYPE','source':'/password','parameters':{'type':'integer'}},"
                        + "{'operation':'TYPE','source':'/pin','parameters':{'type':'integer'}},"
                        + "{'operation':'TYPE','source':'/credentials/user','parameters':{'type':'integer'}},"
                        + "{'operation':'TYPE','source':'/login','parameters':{'type':'integer'}},"
                        + "{'operation':'TYPE','source':'/city','parameters':{'type':'integer'}}]}");
        Outcome outcome = rules.apply(
                json(
                        "{'password':'hush1','pin':'hush2','credentials':{'user':'hush3'},'login':{'token':'hush4'},'city':'x'}"));
        assertThat(outcome.toString()).doesNotContain("hush");
        assertThat(((Outcome.Failed) outcome).errors())
                .extracting(RuleError::value)
                .containsExactly("[redacted]", "[redacted]", "[redacted]", "{\"token\":\"[redacted]\"}", "\"x\"");
    }

    @Test
    void aPlaceDeeperThanRulesNameIsTold() {
        RuleSet rules = WORKSHOP.compile(
                "{'name':'deep','type':'MAP','inputSchema':{'properties':{'c':{'$ref':'#'},'v~':{'type':'integer'}}},"
                        + "'rules':[{'operation':'CONSTANT','target':'/x','parameters':{'value':1}}]}");
        JsonNode document = json("{'c':".repeat(40) + "{'v~':'x'}" + "}".repeat(40));
        assertThat(rules.apply(document))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.errors().get(0).path()).isEqualTo("/c".repeat(40) + "/v~0"));
        RuleSet pruned = WORKSHOP.compile(
                "{'name':'deep','type':'VALIDATE','rules':[{'operation':'SCHEMA','onFailure':'SKIP_FIELD','parameters':{"
                        + "'schema':{'properties':{'c':{'$ref':'#'},'v~':{'type':'integer'}}}}}]}");
        assertThat(pruned.apply(document).orThrow().toString())
                .isEqualTo(json("{'c':".repeat(40) + "{}" + "}".repeat(40)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'FILTER','rules':[{'operation':'GREATER_THAN','source':'/n','parameters':{'value':5}}]",
                "'FILTER','rules':[{'operation':'EQUALS','source':'/n','parameters':{'value':5}}]",
                "'FILTER','rules':[{'operation':'KEEP','condition':{'jsonPath':'$[?@ > 5]'}}]",
                "'VALIDATE','rules':[{'operation':'RANGE','source':'/n','parameters':{'min':5}}]",
                "'VALIDATE','rules':[{'operation':'UNIQUE','source':'/l'}]",
                "'CUSTOM','rules':[{'operation':'JSONATA','parameters':{'expression':'n * 1'}}]",
                "'CUSTOM','rules':[{'operation':'JAVASCRIPT','parameters':{'script':'r => r'}}]",
                "'MAP','rules':[{'operation':'CONVERT','source':'/n','target':'/m','parameters':{'functions':'round'}}]",
                "'MAP','rules':[{'operation':'CONVERT','source':'/l','target':'/m','parameters':{'functions':'sort'}}]",
            })
    void aNumberThatADoubleCannotHoldEndsInAnOutcome(String rules) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("n", Double.POSITIVE_INFINITY);
        document.putArray("l").add(1).add(Double.POSITIVE_INFINITY);
        Outcome outcome = WORKSHOP.compile("{'name':'r','type':" + rules + "}").apply(document);
        assertThat(outcome).isNotNull();
    }

    @Test
    void hostilePatternsEndWithAnError() {
        String text = "'" + "a".repeat(3_000) + "'";
        for (String step : List.of(
                "{'operation':'PATTERN','source':'/a','parameters':{'pattern':'(a+)+b'}}",
                "{'operation':'CONDITION','condition':{'field':'/a','operator':'MATCHES','value':'(a*)*b'}}")) {
            Outcome outcome = WORKSHOP.compile("{'name':'x','type':'VALIDATE','rules':[" + step + "]}")
                    .apply(json("{'a':" + text + "}"));
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(WORKSHOP.compile(
                                "{'name':'x','type':'MAP','rules':[{'operation':'CONVERT','source':'/a','target':'/b',"
                                        + "'parameters':{'functions':'replaceAll(\"(a|a)*b\", x)'}}]}")
                        .apply(json("{'a':" + text + "}")))
                .isInstanceOf(Outcome.Failed.class);
    }
}
