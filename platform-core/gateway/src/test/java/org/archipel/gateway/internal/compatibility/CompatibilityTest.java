package org.archipel.gateway.internal.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static ApiDefinition definition(String config) {
        return House.definition(
                "{'name':'a','method':'GET','path':'/a/{x}','config':{" + config.replace("%", "%%") + "}}");
    }

    private static List<String> broken(String before, String after) {
        return Compatibility.between(definition(before), definition(after)).stream()
                .filter(Change::breaking)
                .map(Change::pointer)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "'requestSchema':{'required':['a']} | 'requestSchema':{'required':['a','b']} | /config/requestSchema/properties/b",
                "'requestSchema':{'properties':{'a':{'type':['string','null']}}} | 'requestSchema':{'properties':{'a':{'type':'string'}}} | /config/requestSchema/properties/a/type",
                "'requestSchema':{'properties':{'a':{}},'additionalProperties':false} | 'requestSchema':{'properties':{},'additionalProperties':false} | /config/requestSchema/properties/a",
                "'requestSchema':{'properties':{'a':{}}} | 'requestSchema':{'properties':{'a':{}},'additionalProperties':false} | /config/requestSchema/additionalProperties",
                "'requestSchema':{'additionalProperties':{'type':'number'}} | 'requestSchema':{'additionalProperties':{'type':'integer'}} | /config/requestSchema/additionalProperties/type",
                "'responseSchema':{'properties':{},'additionalProperties':false} | 'responseSchema':{'properties':{'a':{}},'additionalProperties':false} | /config/responseSchema/properties/a",
                "'requestSchema':{'enum':[1,2]} | 'requestSchema':{'enum':[1]} | /config/requestSchema/enum",
                "'requestSchema':{'maximum':9} | 'requestSchema':{'maximum':8} | /config/requestSchema/maximum",
                "'responseSchema':{'required':['a','b']} | 'responseSchema':{'required':['a']} | /config/responseSchema/properties/b",
                "'responseSchema':{'type':'string'} | 'responseSchema':{'type':['string','null']} | /config/responseSchema/type",
                "'responseSchema':{'enum':[1]} | 'responseSchema':{'enum':[1,2]} | /config/responseSchema/enum",
                "'requestSchema':{'$ref':'#/$defs/a','$defs':{'a':{'maximum':9}}} | 'requestSchema':{'$ref':'#/$defs/a','$defs':{'a':{'maximum':8}}} | /config/requestSchema/maximum",
                "'requestSchema':{'allOf':[{'required':['a']}]} | 'requestSchema':{'allOf':[{'required':['a']},{'required':['b']}]} | /config/requestSchema/properties/b",
                "'requestSchema':{} | 'requestSchema':{'not':{'type':'null'}} | /config/requestSchema/not",
                "'requestSchema':{'anyOf':[{'type':'string'},{'type':'null'}]} | 'requestSchema':{'type':'string'} | /config/requestSchema/type",
                "'requestSchema':{'type':['string','null','boolean']} | 'requestSchema':{'anyOf':[{'type':'string'},{'type':'null'}]} | /config/requestSchema/anyOf",
                "'requestSchema':{'oneOf':[{'type':'string'},{'type':'integer'}]} | 'requestSchema':{'oneOf':[{'type':'string'}]} | /config/requestSchema/oneOf",
                "'responseSchema':{'oneOf':[{'type':'string'}]} | 'responseSchema':{'oneOf':[{'type':'string'},{'type':'integer'}]} | /config/responseSchema/oneOf",
                "'requestSchema':{'enum':['a','b',1]} | 'requestSchema':{'anyOf':[{'const':'a'},{'const':1}]} | /config/requestSchema/anyOf",
                "'requestSchema':{'anyOf':[{'$ref':'#/$defs/a'},{'type':'null'}],'$defs':{'a':{'maximum':9,'type':'number'}}} | 'requestSchema':{'anyOf':[{'$ref':'#/$defs/a'},{'type':'null'}],'$defs':{'a':{'maximum':8,'type':'number'}}} | /config/requestSchema/anyOf",
                "'requestSchema':{'not':{'$ref':'#/$defs/a'},'$defs':{'a':{'maximum':8,'type':'number'}}} | 'requestSchema':{'not':{'$ref':'#/$defs/a'},'$defs':{'a':{'maximum':9,'type':'number'}}} | /config/requestSchema/not",
                "'requestSchema':{'minimum':5,'allOf':[{'minimum':1}]} | 'requestSchema':{'minimum':6,'allOf':[{'minimum':1}]} | /config/requestSchema/minimum",
                "'requestSchema':{'type':'array','items':{}} | 'requestSchema':{'type':'array','items':false} | /config/requestSchema/items",
                "'requestSchema':{'minimum':5} | 'requestSchema':{'exclusiveMinimum':5} | /config/requestSchema/exclusiveMinimum",
                "'requestSchema':{'properties':{'a':true}} | 'requestSchema':{'properties':{'a':false}} | /config/requestSchema/properties/a",
                "'requestSchema':{'maxProperties':3} | 'requestSchema':{'maxProperties':2} | /config/requestSchema/maxProperties",
                "'requestSchema':{'type':'string'} | 'requestSchema':{'type':'string','format':'date'} | /config/requestSchema/format",
                "'authentication':{'type':'NONE'} | 'authentication':{'type':'API_KEY'} | /config/authentication/type",
                "'authentication':{} | 'authentication':{'scopes':['a']} | /config/authentication/scopes",
                "'authentication':{'roles':['A','B']} | 'authentication':{'roles':['A']} | /config/authentication/roles",
                "'rateLimit':{'requestsPerMinute':10} | 'rateLimit':{'requestsPerMinute':9} | /config/rateLimit",
                "'cors':{'origins':['*']} | 'cors':{'origins':['https://a']} | /config/cors"
            })
    void whatBreaksCallersIsSaidAndItsContraryIsNot(String narrowTo, String narrowed, String pointer) {
        assertThat(broken(narrowTo, narrowed)).containsExactly(pointer);
        assertThat(broken(narrowed, narrowTo)).isEmpty();
        assertThat(broken(narrowTo, narrowTo)).isEmpty();
    }

    @Test
    void anotherNameOfAParameterBreaksNothing() {
        ApiDefinition before = definition("'mock':{}");
        ApiDefinition after = House.definition("{'name':'b','method':'GET','path':'/a/{y}','config':{'mock':{}}}");
        assertThat(Compatibility.between(before, after)).isEmpty();
    }

    private static final String CIRCLE =
            "{'type':'object','required':['kind'],'properties':{'kind':{'const':'circle'},'radius':{'type':'number'}}}";
    private static final String SQUARE =
            "{'type':'object','required':['kind'],'properties':{'kind':{'const':'square'},'side':{'type':'number'}}}";
    private static final String NODE =
            "{'type':'object','properties':{'next':{'anyOf':[{'type':'null'},{'$ref':'#'}]}%s}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'type':['string','null']} | {'anyOf':[{'type':'null'},{'type':'string'}]}",
                "{'anyOf':[{'type':'null'},{'type':'string'}]} | {'type':['string','null','number']}",
                "{'enum':['a','b']} | {'anyOf':[{'const':'a'},{'const':'b'}]}",
                "{'enum':['a','b']} | {'type':'string','maxLength':1}",
                "{'const':1} | {'enum':[1.0,2]}",
                "{'anyOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'type':'null'}}} | {'anyOf':[{'$ref':'#/$defs/b'}],'$defs':{'b':{'type':'null'}}}",
                "{'oneOf':[{'type':'string'}]} | {'oneOf':[{'type':'string'},{'type':'null'}]}",
                "{'properties':{'a':{}},'additionalProperties':false} | {'properties':{'a':{},'b':{'type':'string'}},'additionalProperties':false}",
                "{'type':'string'} | {'type':'string','minimum':3,'required':['a']}",
                "{'type':'string'} | {'not':{'type':'null'}}",
                "{'minimum':5} | {'minimum':5,'allOf':[{'minimum':1}]}",
                "{'type':'object','required':['a']} | {'anyOf':[{'required':['a']},{'required':['b']}]}",
            })
    void whatIsOnlyWrittenOtherwiseOrTakenMoreWidelyBreaksNothing(String before, String after) {
        assertThat(broken("'requestSchema':" + before, "'requestSchema':" + after))
                .isEmpty();
        assertThat(broken("'responseSchema':" + after, "'responseSchema':" + before))
                .isEmpty();
    }

    @Test
    void alternativesThatAMemberTellsApartMayBecomeMore() {
        String one = "'requestSchema':{'oneOf':[" + CIRCLE + "]}";
        String two = "'requestSchema':{'oneOf':[" + CIRCLE + "," + SQUARE + "]}";
        assertThat(broken(one, two)).isEmpty();
        assertThat(broken(two, one)).isNotEmpty();
        // A document may now be taken by both of them, and so by neither.
        String overlapping = "'requestSchema':{'oneOf':[" + CIRCLE + ",{'type':'object'}]}";
        assertThat(broken(one, overlapping)).containsExactly("/config/requestSchema/oneOf");
    }

    @Test
    void schemasThatReferToThemselvesAreCompared() {
        String plain = "'requestSchema':" + String.format(NODE, "");
        String counted = "'requestSchema':" + String.format(NODE, ",'n':{'type':'integer'}");
        assertThat(broken(plain, plain.replace("{'type':'null'},{'$ref':'#'}", "{'$ref':'#'},{'type':'null'}")))
                .isEmpty();
        assertThat(broken(counted, plain)).isEmpty();
        assertThat(broken(plain, counted)).contains("/config/requestSchema/properties/n/type");
    }

    @Test
    void whatCannotBeSeenOrIsTooMuchMayBreak() {
        assertThat(broken("'requestSchema':{}", "'requestSchema':{'$ref':'#/$defs/none'}"))
                .containsExactly("/config/requestSchema/$ref");
        StringBuilder definitions = new StringBuilder("'z':{'type':'string'}");
        for (int i = 0; i < 30; i++) {
            String next = i == 29 ? "z" : "d" + (i + 1);
            definitions.append(
                    ",'d" + i + "':{'allOf':[{'$ref':'#/$defs/" + next + "'},{'$ref':'#/$defs/" + next + "'}]}");
        }
        String bomb = "'requestSchema':{'$ref':'#/$defs/d0','$defs':{" + definitions + "}}";
        assertThat(broken("'requestSchema':{}", bomb)).isNotEmpty();
    }
}
