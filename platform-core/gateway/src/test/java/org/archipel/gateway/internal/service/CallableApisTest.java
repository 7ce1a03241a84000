package org.archipel.gateway.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is shown an API as one that he may call. */
class CallableApisTest {
    private final CallableApis callable = new CallableApis(caller -> Set.of("CLERK"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "'config':{}; APIS_CALL; true",
                "'config':{}; APIS_READ; false",
                "'config':{'authentication':{'type':'NONE'}}; RECORDS_READ; true",
                "'config':{'authentication':{'type':'OAUTH2'}}; APIS_CALL; true",
                "'config':{'authentication':{'type':'OAUTH2','settings':{'introspectionUrl':'x'}}}; APIS_CALL; false",
                "'config':{'authentication':{'type':'JWT','settings':{'secret':'x'}}}; APIS_CALL; false",
                "'config':{'authentication':{'roles':['CLERK','OTHER']}}; APIS_CALL; true",
                "'config':{'authentication':{'roles':['OTHER']}}; APIS_CALL; false",
                "'config':{'authentication':{'scopes':['apis:call']}}; APIS_CALL; true",
                "'config':{'authentication':{'scopes':['records:read']}}; APIS_CALL; false",
                "'config':{},'isActive':false; APIS_CALL; false",
                "'config':{},'deprecation':{'since':'2020-01-01T00:00:00Z'}; APIS_CALL; true",
                "'config':{},'deprecation':{'since':'2020-01-01T00:00:00Z','sunset':'2021-01-01T00:00:00Z'}; APIS_CALL; false",
            })
    void itIsWhomTheApiAnswers(String definition, ApiPermission permission, boolean expected) {
        CustomApi api = new CustomApi(
                "id",
                "o",
                "u",
                House.definition("{'name':'a','method':'GET','path':'/a'," + definition + "}"),
                Instant.EPOCH,
                Instant.EPOCH,
                1);
        Caller caller = new Caller("key:k", "o", "k", Set.of(permission), "127.0.0.1", "r");
        assertThat(callable.mayCall(caller, api)).isEqualTo(expected);
    }
}
