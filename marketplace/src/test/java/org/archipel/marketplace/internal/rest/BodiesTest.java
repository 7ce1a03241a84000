package org.archipel.marketplace.internal.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.plan.Consent;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with null where nobody thinks of it: they are the client's mistake, not the platform's. */
class BodiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'grants':[null]}",
                "{'optional':[null]}",
                "{'grants':[{'resource':null,'actions':['read']}]}",
                "{'grants':[{'resource':'storage'}]}",
                "{'grants':[{'resource':'storage','actions':[null]}]}",
                "{'grants':[{'resource':'network','actions':['connect'],'conditions':[null]}]}",
                "{'grants':[{'resource':'network','actions':['connect'],'conditions':[{'type':'hosts','values':[null]}]}]}",
                "{'grants':[{'resource':'network','actions':['connect'],'conditions':[{'type':null,'values':['a']}]}]}"
            })
    void grantsWithNullAreRefused(String json) {
        assertThatThrownBy(() -> {
                    var body = Json.read(json.replace('\'', '"'), InstallBody.class);
                    new Consent(new Vocabulary(), List.of()).resolve(InstallBody.order(body), List.of());
                })
                .isInstanceOfAny(ValidationException.class, UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'window':{'days':[null],'from':'22:00','to':'04:00'}}",
                "{'window':{'from':'22:00'}}",
                "{'window':{'from':'22:00','to':'04:00','zone':'Moon/Tycho'}}",
                "{'window':{'from':'24:00','to':'04:00'}}"
            })
    void windowsThatAreNoneAreRefused(String json) {
        assertThatThrownBy(() -> {
                    var body = Json.read(json.replace('\'', '"'), UpdatesResource.UpdatesBody.class);
                    UpdatesResource.window(body.window());
                })
                .isInstanceOfAny(ValidationException.class, UncheckedIOException.class);
    }
}
