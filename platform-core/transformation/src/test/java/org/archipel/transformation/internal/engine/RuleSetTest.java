package org.archipel.transformation.internal.engine;

import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.RuleSet.StepTrace;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TransformationException;
import org.archipel.transformation.function.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
    private static final Workshop WORKSHOP = new Workshop();
    private static final JsonNode ADA = json(
            "{'id':7,'name':' Ada Lovelace ','email':'ADA@EXAMPLE.ORG','age':'36','address':{'city':'Lisbon','zip':'1000-001'},"
                    + "'tags':['a','b'],'orders':[{'sku':'x','qty':2,'price':1.5},{'sku':'y','qty':1,'price':10}],"
                    + "'country':'PT','born':'10/12/1815','none':null}");

    @AfterAll
    static void close() {
        WORKSHOP.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            value = {
                "'operation':'COPY','source':'/address/city','target':'/city' ;; {'city':'Lisbon'}",
                "'operation':'COPY','source':'$.orders[?@.price > 5].sku','target':'/dear' ;; {'dear':['y']}",
                "'operation':'COPY','source':'$.orders[-1].sku','target':'/deep/er/last' ;; {'deep':{'er':{'last':'y'}}}",
                "'operation':'COPY','source':'/nowhere','target':'/x' ;; {}",
                "'operation':'COPY','source':'/none','target':'/x','defaultValue':1 ;; {'x':1}",
                "'operation':'CONVERT','source':'/name','target':'/n','parameters':{'functions':'trim|upper'} ;; {'n':'ADA LOVELACE'}",
                "'operation':'CONVERT','source':'/age','target':'/n','parameters':{'functions':'toInteger|add(1)'} ;; {'n':37}",
                "'operation':'CONVERT','source':'/born','target':'/n','parameters':{'functions':'date(dd/MM/yyyy)'} ;; {'n':'1815-12-10'}",
                "'operation':'CONSTANT','target':'/kind','parameters':{'value':{'a':[1]}} ;; {'kind':{'a':[1]}}",
                "'operation':'TEMPLATE','target':'/t','parameters':{'template':'{{/name|trim}} ({{/country}}{{/none}})'} ;; {'t':'Ada Lovelace (PT)'}",
                "'operation':'SPLIT','source':'/address/zip','target':'/p','parameters':{'separator':'-'} ;; {'p':['1000','001']}",
                "'operation':'SPLIT','source':'/name','parameters':{'separator':' ','trim':true,'targets':['/e','/first','/last']} ;; {'e':'','first':'Ada','last':'Lovelace'}",
                "'operation':'JOIN','source':'/tags','target':'/t','parameters':{'separator':'+'} ;; {'t':'a+b'}",
                "'operation':'JOIN','target':'/t','parameters':{'sources':['/id','/none','/country'],'separator':'-','skipEmpty':true} ;; {'t':'7-PT'}",
                "'operation':'LOOKUP','source':'/country','target':'/c','parameters':{'table':{'PT':'Portugal'}} ;; {'c':'Portugal'}",
                "'operation':'LOOKUP','source':'/id','target':'/c','parameters':{'table':{},'otherwise':'?'} ;; {'c':'?'}",
                "'operation':'EACH','source':'/orders','target':'/lines','parameters':{'rules':[{'operation':'COPY','source':'/sku','target':'/code'}]} ;; {'lines':[{'code':'x'},{'code':'y'}]}",
                "'operation':'JAVASCRIPT','source':'/orders','target':'/total','parameters':{'script':'o => o.reduce((s, x) => s + x.qty * x.price, 0)'} ;; {'total':13}",
                "'operation':'JSONATA','target':'/total','parameters':{'expression':'$sum(orders.(qty * price))'} ;; {'total':13}",
                "'operation':'COPY','source':'/id','target':'/list/-' ,'condition':'record.id > 5' ;; {'list':{'-':7}}",
                "'operation':'COPY','source':'/id','target':'/x','condition':'r => r.id > 50' ;; {}",
                "'operation':'COPY','source':'/id','target':'/x','condition':{'field':'/age','operator':'EQUALS','value':'36'} ;; {'x':7}",
                "'operation':'COPY','source':'/id','target':'/x','condition':{'jsonPath':'$.orders[?@.qty > 5]'} ;; {}",
                "'operation':'COPY','source':'/id','target':'/x','condition':{'jsonata':'$count(tags) = 2'} ;; {'x':7}",
            })
    void mappings(String step, String expected) {
        JsonNode before = ADA.deepCopy();
        RuleSet rules = WORKSHOP.compile("{'name':'m','type':'MAP','rules':[{" + step + "}]}");
        assertThat(Values.same(rules.apply(ADA).orThrow(), json(expected)))
                .as("%s", rules.apply(ADA))
                .isTrue();
        assertThat(ADA).isEqualTo(before);
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

    @Test
    void editingChangesACopyStepByStep() {
        RuleSet rules = WORKSHOP.compile("{'name':'e','type':'MAP','mode':'EDIT','rules':["
                + "{'operation':'MOVE','source':'/address/city','target':'/city'},"
                + "{'operation':'RENAME','source':'/name','target':'full name'},"
                + "{'operation':'CONVERT','source':'/city','target':'/city','parameters':{'functions':'upper'}},"
                + "{'operation':'DEFAULT','target':'/none','parameters':{'value':0}},"
                + "{'operation':'DEFAULT','target':'/city','parameters':{'value':0}},"
                + "{'operation':'REMOVE','source':'/orders/0'},"
                + "{'operation':'CONSTANT','target':'/tags/-','parameters':{'value':'c'}}]}");
        JsonNode result = rules.apply(ADA).orThrow();
        assertThat(result.at("/city").asText()).isEqualTo("LISBON");
        assertThat(result.at("/address").toString()).isEqualTo("{\"zip\":\"1000-001\"}");
        assertThat(result.at("/full name").asText()).isEqualTo(" Ada Lovelace ");
        assertThat(result.has("name")).isFalse();
        assertThat(result.at("/none").asInt(-1)).isZero();
        assertThat(result.at("/orders")).hasSize(1);
        assertThat(result.at("/tags").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(ADA.at("/address/city").asText()).isEqualTo("Lisbon");
    }

    @Test
    void filtersHoldBackWhatDoesNotFit() {
        RuleSet rules = WORKSHOP.compile("{'name':'f','type':'FILTER','rules':["
                + "{'operation':'GREATER_THAN','source':'/id','parameters':{'value':5}},"
                + "{'operation':'KEEP','condition':'record.tags.some(t => t === \"a\")'}]}");
        assertThat(rules.apply(ADA)).isInstanceOf(Outcome.Transformed.class);
        assertThat(rules.apply(json("{'id':1,'tags':['a']}"))).isInstanceOf(Outcome.Filtered.class);
        assertThat(rules.apply(json("{'id':9,'tags':[]}"))).isInstanceOf(Outcome.Filtered.class);
    }

    @Test
    void groupsAndTheirFigures() {
        RuleSet rules = WORKSHOP.compile("{'name':'a','type':'AGGREGATE','rules':["
                + "{'operation':'GROUP_BY','source':'/country','target':'/country'},"
                + "{'operation':'COUNT','target':'/count'},"
                + "{'operation':'SUM','source':'/amount','target':'/sum'},"
                + "{'operation':'AVG','source':'/amount','target':'/avg'},"
                + "{'operation':'MIN','source':'/amount','target':'/min'},"
                + "{'operation':'MAX','source':'/name','target':'/max'},"
                + "{'operation':'FIRST','source':'/name','target':'/first'},"
                + "{'operation':'LAST','source':'/name','target':'/last'},"
                + "{'operation':'COLLECT','source':'/name','target':'/names','parameters':{'unique':true}}]}");
        List<JsonNode> records = List.of(
                json("{'country':'PT','amount':1.5,'name':'b'}"),
                json("{'country':'FR','amount':2,'name':'c'}"),
                json("{'country':'PT','amount':2.5,'name':'a'}"),
                json("{'country':'PT','name':'a'}"));
        List<Outcome> outcomes = rules.applyAll(records);
        assertThat(outcomes).hasSize(1);
        assertThat(
                        Values.same(
                                outcomes.get(0).orThrow(),
                                json(
                                        "[{'country':'PT','count':3,'sum':4,'avg':2,'min':1.5,'max':'b','first':'b','last':'a','names':['b','a']},"
                                                + "{'country':'FR','count':1,'sum':2,'avg':2,'min':2,'max':'c','first':'c','last':'c','names':['c']}]")))
                .as("%s", outcomes)
                .isTrue();
    }

    @Test
    void figuresOfAnArrayWithinADocument() {
        RuleSet rules = WORKSHOP.compile("{'name':'a','type':'AGGREGATE','rules':["
                + "{'operation':'ITEMS','source':'/orders','target':'/totals'},"
                + "{'operation':'SUM','source':'/qty','target':'/pieces'}]}");
        assertThat(rules.apply(ADA).orThrow().at("/totals").toString()).isEqualTo("{\"pieces\":3}");
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
    void customCodeChangesOrHoldsBackADocument() {
        RuleSet rules = WORKSHOP.compile("{'name':'c','type':'CUSTOM','rules':["
                + "{'operation':'JAVASCRIPT','parameters':{'script':'r => r.id ? {...r, seen: true} : null'}},"
                + "{'operation':'JSONATA','source':'/orders','target':'/skus','parameters':{'expression':'sku'}}]}");
        assertThat(rules.apply(ADA).orThrow().at("/skus").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(rules.apply(json("{}"))).isInstanceOf(Outcome.Filtered.class);
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
    void aTraceShowsTheDocumentBehindEachStep() {
        RuleSet rules = WORKSHOP.compile("{'name':'t','type':'MAP','rules':["
                + "{'operation':'COPY','source':'/id','target':'/id'},"
                + "{'operation':'COPY','source':'/nowhere','target':'/x'},"
                + "{'operation':'CONVERT','source':'/name','target':'/n','parameters':{'functions':'toNumber'},'onFailure':'SKIP_FIELD'},"
                + "{'operation':'CONSTANT','target':'/c','parameters':{'value':1}}]}");
        RuleSet.Trace trace = rules.trace(ADA);
        assertThat(trace.steps())
                .extracting(step -> step.state() + " " + step.value())
                .containsExactly(
                        "APPLIED {\"id\":7}",
                        "SKIPPED {\"id\":7}",
                        "RECOVERED {\"id\":7}",
                        "APPLIED {\"id\":7,\"c\":1}");
        assertThat(trace.steps().get(2).error().message()).isEqualTo("no number");
        assertThat(trace.steps()).extracting(StepTrace::step).containsExactly(0, 1, 2, 3);
    }

    @Test
    void schemasGuardWhatGoesInAndWhatComesOut() {
        RuleSet rules = WORKSHOP.compile("{'name':'s','type':'MAP','inputSchema':{'required':['id']},"
                + "'outputSchema':{'properties':{'n':{'maxLength':3}}},"
                + "'rules':[{'operation':'COPY','source':'/name','target':'/n'}]}");
        assertThat(((Outcome.Failed) rules.apply(json("{}"))).errors().get(0).operation())
                .isEqualTo("INPUT_SCHEMA");
        assertThat(((Outcome.Failed) rules.apply(ADA)).errors().get(0).operation())
                .isEqualTo("OUTPUT_SCHEMA");
        assertThat(rules.apply(json("{'id':1,'name':'abc'}"))).isInstanceOf(Outcome.Transformed.class);
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

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            value = {
                "MAP ;; {'operation':'FLY'} ;; /rules/0/operation",
                "MAP ;; {'target':'/a'} ;; /rules/0/operation",
                "MAP ;; {'operation':'COPY','target':'/a'} ;; /rules/0/source",
                "MAP ;; {'operation':'COPY','source':'/a','target':'a'} ;; /rules/0/target",
                "MAP ;; {'operation':'COPY','source':'$.[','target':'/a'} ;; /rules/0/source",
                "MAP ;; {'operation':'COPY','source':'/a','target':'/a','parameters':{'x':1}} ;; /rules/0/parameters/x",
                "MAP ;; {'operation':'CONVERT','source':'/a','target':'/a','parameters':{'functions':'fly'}} ;; /rules/0/parameters/functions",
                "MAP ;; {'operation':'COPY','source':'/a','target':'/a','onFailure':'DEFAULT'} ;; /rules/0/onFailure",
                "MAP ;; {'operation':'COPY','source':'/a','target':'/a','condition':'record.('} ;; /rules/0/condition",
                "MAP ;; {'operation':'JAVASCRIPT','source':'/a','target':'/a','parameters':{'script':'r => {'}} ;; /rules/0/parameters/script",
                "CUSTOM ;; {'operation':'JSONATA','parameters':{'expression':'a['}} ;; /rules/0/parameters/expression",
                "CUSTOM ;; {'operation':'JSONATA','parameters':{'expression':'$match(a, /(a+)+b/)'}} ;; /rules/0/parameters/expression",
                "FILTER ;; {'operation':'MATCHES','source':'/a','parameters':{'value':'('}} ;; /rules/0/parameters/value",
                "VALIDATE ;; {'operation':'SCHEMA','parameters':{'schema':{'$ref':'http://x/y'}}} ;; /rules/0/parameters",
                "AGGREGATE ;; {'operation':'SUM','target':'/a'} ;; /rules/0/source",
            })
    void definitionsThatMakeNoSenseAreRefusedWithTheirPlace(String type, String step, String pointer) {
        assertThatThrownBy(() -> WORKSHOP.compile("{'name':'x','type':'" + type + "','rules':[" + step + "]}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly(pointer));
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
}
