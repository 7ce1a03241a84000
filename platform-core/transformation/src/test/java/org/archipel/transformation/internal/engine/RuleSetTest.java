package org.archipel.transformation.internal.engine;

import static org.archipel.transformation.internal.engine.Workshop.ADA;
import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.RuleSet.StepTrace;
import org.archipel.transformation.function.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of a document. */
class RuleSetTest {
    private static final Workshop WORKSHOP = new Workshop();

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
    void customCodeChangesOrHoldsBackADocument() {
        RuleSet rules = WORKSHOP.compile("{'name':'c','type':'CUSTOM','rules':["
                + "{'operation':'JAVASCRIPT','parameters':{'script':'r => r.id ? {...r, seen: true} : null'}},"
                + "{'operation':'JSONATA','source':'/orders','target':'/skus','parameters':{'expression':'sku'}}]}");
        assertThat(rules.apply(ADA).orThrow().at("/skus").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(rules.apply(json("{}"))).isInstanceOf(Outcome.Filtered.class);
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
}
