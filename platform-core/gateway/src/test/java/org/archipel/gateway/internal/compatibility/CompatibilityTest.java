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
                "'requestSchema':{'properties':{'a':{}}} | 'requestSchema':{'properties':{},'additionalProperties':false} | /config/requestSchema/properties/a",
                "'requestSchema':{'enum':[1,2]} | 'requestSchema':{'enum':[1]} | /config/requestSchema/enum",
                "'requestSchema':{'maximum':9} | 'requestSchema':{'maximum':8} | /config/requestSchema/maximum",
                "'responseSchema':{'required':['a','b']} | 'responseSchema':{'required':['a']} | /config/responseSchema/properties/b",
                "'responseSchema':{'type':'string'} | 'responseSchema':{'type':['string','null']} | /config/responseSchema/type",
                "'responseSchema':{'enum':[1]} | 'responseSchema':{'enum':[1,2]} | /config/responseSchema/enum",
                "'requestSchema':{'$ref':'#/$defs/a','$defs':{'a':{'maximum':9}}} | 'requestSchema':{'$ref':'#/$defs/a','$defs':{'a':{'maximum':8}}} | /config/requestSchema/maximum",
                "'requestSchema':{'allOf':[{'required':['a']}]} | 'requestSchema':{'allOf':[{'required':['a']},{'required':['b']}]} | /config/requestSchema/properties/b",
                "'requestSchema':{} | 'requestSchema':{'not':{'type':'null'}} | /config/requestSchema/not",
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
}
