package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.persistence.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions as they come and go: what is refused, versions, deprecation, secrets. */
class DefinitionTest extends GatewayTest {
    @Test
    void aChangeIsSeenByTheNextRequest() {
        CustomApi api = proxy("GET", "/c", "/one", "");
        assertThat(house.get("/c").body()).contains("/one");
        var second = House.definition(
                "{'name':'p','method':'GET','path':'/c','config':{'integrations':[{'name':'up','endpoint':'%s/two'}]}}",
                upstream.url());
        house.service.replace(house.admin, api.id(), second, revision -> {});
        assertThat(house.get("/c").body()).contains("/two");
        house.service.change(house.admin, api.id(), "off", definition -> definition.active(false), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(404);
        house.service.change(house.admin, api.id(), "on", definition -> definition.active(true), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(200);
        house.service.delete(house.admin, api.id(), revision -> {});
        assertThat(house.get("/c").statusCode()).isEqualTo(404);
    }

    @Test
    void versionsLiveAtOnce() {
        house.define("{'name':'one','method':'GET','path':'/v','config':{'mock':{'body':1}}}");
        house.define("{'name':'two','method':'GET','path':'/v','version':'2.1','config':{'mock':{'body':2}}}");
        assertThat(house.get("/v").body()).isEqualTo("1");
        assertThat(house.get("/v2/v").body()).isEqualTo("2");
        assertThat(house.get("/v", "Accept-Version", "2").body()).isEqualTo("2");
        assertThat(house.get("/v", "Accept-Version", "3").statusCode()).isEqualTo(404);
        assertThat(house.get("/v", "Accept-Version", "x").statusCode()).isEqualTo(400);
        assertThat(house.get("/v3/v").statusCode()).isEqualTo(404);
    }

    @Test
    void aDeprecatedVersionSaysSoAndEndsAtItsSunset() {
        String definition = "{'name':'o','method':'GET','path':'/%s','config':{'mock':{'body':1}},"
                + "'deprecation':{'since':'2020-01-01T00:00:00Z','sunset':'%s','link':'https://a.example/'}}";
        house.define(definition, "old", "2999-01-01T00:00:00Z");
        house.define(definition, "gone", "2021-01-01T00:00:00Z");
        HttpResponse<String> old = house.get("/old");
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(old.headers().firstValue("Deprecation")).contains("@1577836800");
        assertThat(old.headers().firstValue("Sunset")).contains("Tue, 01 Jan 2999 00:00:00 GMT");
        assertThat(old.headers().firstValue("Link")).isPresent();
        assertThat(house.get("/gone").statusCode()).isEqualTo(410);
    }

    @Test
    void whoNamesNoVersionGetsOneThatHasNotEnded() {
        String definition = "{'name':'o','method':'GET','path':'/ends','version':'%s','config':{'mock':{'body':%s}},"
                + "'deprecation':{'since':'2020-01-01T00:00:00Z','sunset':'%s'}}";
        house.define(definition, 1, 1, "2021-01-01T00:00:00Z");
        house.define(definition, 2, 2, "2999-01-01T00:00:00Z");
        assertThat(house.get("/ends").body()).isEqualTo("2");
        assertThat(house.get("/v1/ends").statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'since':'2026-01-01T00:00:00Z','sunset':'2025-12-31T23:59:59Z' | /deprecation/sunset",
                "'since':'2026-01-01T00:00:00Z','link':'javascript:alert(1)' | /deprecation/link",
                "'since':'2026-01-01T00:00:00Z','link':'https://a.example/>; rel=next, <https://b.example/' |"
                        + " /deprecation/link",
                "'since':'2026-01-01T00:00:00Z','sunset':'+100000-01-01T00:00:00Z' | /deprecation/sunset",
                "'since':null,'sunset':'2026-01-01T00:00:00Z' | /deprecation/since"
            })
    void anEndThatCannotBeToldIsRefused(String ends, String pointer) {
        assertThatThrownBy(() -> house.define(
                        "{'name':'o','method':'GET','path':'/x','config':{'mock':{'body':1}},'deprecation':{" + ends
                                + "}}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly(pointer));
    }

    @Test
    void whoCalledAVersionThatEndsIsToldToItsOrganization() {
        CustomApi api = house.define("{'name':'o','method':'GET','path':'/ends','config':{'mock':{'body':1}}}");
        house.get("/ends");
        assertThat(house.service.callers(house.admin, api.id()))
                .extracting(SeenCallers.Seen::caller)
                .containsExactly("user:ada");
        assertThat(house.events).isEmpty();
        Deprecation ends = new Deprecation(Instant.EPOCH, null, null);
        house.service.change(house.admin, api.id(), "x", definition -> definition.with(ends), any -> {});
        house.service.change(house.admin, api.id(), "x", definition -> definition.active(true), any -> {});
        assertThat(house.events).singleElement().satisfies(event -> {
            assertThat(event.topic()).isEqualTo("custom-api.deprecated");
            assertThat(event.data().at("/callers/0/caller").asText()).isEqualTo("user:ada");
        });
    }

    @Test
    void whatIsWrongWithADefinitionIsSaidAllAtOnce() {
        assertThatThrownBy(() -> house.define("{'name':'','method':'FETCH','path':'/a//b','version':'x','config':{"
                        + "'integrations':[{'name':'1','endpoint':'http://{h}/'}],'requestSchema':{'$ref':'http://x/'},"
                        + "'transformations':[{'transformationId':'none'}],'rateLimit':{},"
                        + "'cors':{'origins':['*'],'credentials':true}}}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .contains(
                                        "/name",
                                        "/method",
                                        "/path",
                                        "/version",
                                        "/config/integrations/0/name",
                                        "/config/rateLimit/requestsPerMinute",
                                        "/config/cors/credentials"));
    }

    @Test
    void whatIsWrongWithASchemaIsToldWithItsPlace() {
        assertThatThrownBy(() -> define(
                        "POST",
                        "/s",
                        "'mock':{'body':1},'requestSchema':{'properties':{'a':{'type':'strin'}}},"
                                + "'responseSchema':{'required':'a'}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly(
                                        "/config/requestSchema/properties/a/type", "/config/responseSchema/required"));
    }

    @Test
    void anotherApiOfTheSameRouteIsAConflict() {
        house.define("{'name':'one','method':'GET','path':'/x/{a}','config':{'mock':{'body':1}}}");
        assertThatThrownBy(() ->
                        house.define("{'name':'two','method':'GET','path':'/x/{b}','config':{'mock':{'body':2}}}"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void secretsAreNeitherReturnedNorLost() {
        CustomApi api = house.define(
                "{'name':'s','method':'GET','path':'/s','config':{'integrations':[{'name':'up','endpoint':'%s/',"
                        + "'authentication':{'type':'BEARER','secret':'hush'}}]}}",
                upstream.url());
        assertThat(house.service.get(house.admin, api.id()).toString()).doesNotContain("hush");
        house.service.replace(
                house.admin,
                api.id(),
                house.service.get(house.admin, api.id()).definition().active(true),
                revision -> {});
        assertThat(house.get("/s").statusCode()).isEqualTo(200);
        assertThat(upstream.last().header("Authorization")).isEqualTo("Bearer hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding", "Content-Length", "Host", "Connection", "X Y"})
    void aProofGoesIntoNoHeaderOfTheConnection(String header) {
        assertThatThrownBy(() -> house.define(
                        "{'name':'c','method':'GET','path':'/h','config':{'integrations':[{'name':'up','endpoint':'%s/',"
                                + "'authentication':{'type':'API_KEY','header':'%s','secret':'chunked'}}]}}",
                        upstream.url(), header))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/integrations/0/authentication/header"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'headers':{'via':'1.1 x'} | /config/integrations/0/headers/via",
                "'authentication':{'type':'API_KEY','header':'VIA','secret':'x'} |"
                        + " /config/integrations/0/authentication/header"
            })
    void aRequestsWayIsToldByThePlatformAlone(String own, String pointer) {
        assertThatThrownBy(() -> define(
                        "GET",
                        "/via",
                        "'integrations':[{'name':'up','endpoint':'" + upstream.url() + "/'," + own + "}]"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly(pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'config':{'mock':{'body':1},'cors':{'origins':['*'],'maxAgeSeconds':86401}}",
                "'config':{'mock':{'body':1}},'deprecation':{'since':'2999-01-02T00:00:00Z','sunset':'2999-01-01T00:00:00Z'}",
                "'config':{'mock':{'body':1}},'deprecation':{'since':'1969-01-01T00:00:00Z','link':'/a'}",
                "'config':{'integrations':[{'name':'up','endpoint':'http://127.0.0.1/','headers':{'Via':'1.1 x'}}]}"
            })
    void whatWasSavedBeforeMoreWasAskedAnswersOn(String rest) {
        String head = "{'name':'s','method':'GET','path':'/s','isActive':true,";
        CustomApi api = house.define(head + "'config':{'mock':{'body':1}}}");
        String before = (head + rest + "}").replace('\'', '"');
        assertThatThrownBy(() -> house.define(before.replace("/s", "/t"))).isInstanceOf(ValidationException.class);
        house.work.run(transaction ->
                Sql.on(transaction).update("UPDATE custom_apis SET definition = ? WHERE id = ?", before, api.id()));
        LiveApis other = house.anew();
        assertThat(other.find(house.slug)
                        .orElseThrow()
                        .byId(api.id())
                        .orElseThrow()
                        .isAvailable())
                .isTrue();
        other.close();
    }

    @Test
    void whatCannotBeReadOfOneApiTakesNoOtherAway() {
        house.define("{'name':'a','method':'GET','path':'/whole','config':{'mock':{'body':1}}}");
        CustomApi secret = house.define(
                "{'name':'b','method':'GET','path':'/secret','config':{'authentication':{'type':'JWT','settings':{"
                        + "'secret':'%s'}},'mock':{'body':1}}}",
                "x".repeat(40));
        CustomApi broken = house.define("{'name':'c','method':'GET','path':'/broken','config':{'mock':{'body':1}}}");
        house.vault.unreadable.add(secret.id());
        house.work.run(transaction ->
                Sql.on(transaction).update("UPDATE custom_apis SET definition = '{' WHERE id = ?", broken.id()));
        LiveApis other = house.anew();
        assertThat(other.find(house.slug).orElseThrow().endpoints()).hasSize(2);
        other.close();
    }
}
