package org.archipel.transformation.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules may be written. */
class RuleDefinitionTest {
    private static final Workshop WORKSHOP = new Workshop();

    @AfterAll
    static void close() {
        WORKSHOP.close();
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
                "VALIDATE ;; {'operation':'SCHEMA','parameters':{'schema':{'$ref':'http://x/y'}}} ;; /rules/0/parameters/schema/$ref",
                "VALIDATE ;; {'operation':'SCHEMA','parameters':{'schema':{'properties':{'a':{'type':'strin'}}}}} ;; /rules/0/parameters/schema/properties/a/type",
                "VALIDATE ;; {'operation':'TYPE','source':'/a','parameters':{'type':'text'}} ;; /rules/0/parameters/type",
                "VALIDATE ;; {'operation':'PATTERN','source':'/a','parameters':{'pattern':'('}} ;; /rules/0/parameters/pattern",
                "VALIDATE ;; {'operation':'LENGTH','source':'/a','parameters':{'min':-1}} ;; /rules/0/parameters/min",
                "VALIDATE ;; {'operation':'LENGTH','source':'/a','parameters':{'max':1.5}} ;; /rules/0/parameters/max",
                "VALIDATE ;; {'operation':'ONE_OF','source':'/a','parameters':{'values':'x'}} ;; /rules/0/parameters/values",
                "VALIDATE ;; {'operation':'FORMAT','source':'/a','parameters':{'format':'e-mail'}} ;; /rules/0/parameters/format",
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
}
