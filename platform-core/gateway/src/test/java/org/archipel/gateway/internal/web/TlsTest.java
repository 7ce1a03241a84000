package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.TlsUpstream;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upstreams that are called by HTTPS. */
class TlsTest {
    private static TestDatabase database;
    private static House house;
    private static TlsUpstream upstream;

    @BeforeAll
    static void build() {
        database = TestDatabase.open(Dialect.DERBY);
        house = new House(database, TlsUpstream.trusted());
        upstream = new TlsUpstream(true);
    }

    @AfterAll
    static void close() {
        upstream.close();
        house.close();
        database.close();
    }

    private static void define(String method, String path, String target, String more, String config) {
        house.define(
                "{'name':'p','method':'%s','path':'%s','config':{%s'integrations':[{'name':'up','endpoint':'%s%s'%s}]}}",
                method, path, config, upstream.url(), target, more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            nullValues = "none",
            value = {
                "/streamed; ; none; HTTP/2.0",
                "/streamed1; ,'http2':'OFF'; none; HTTP/1.1",
                "/buffered; ; 'caching':{'ttlSeconds':1},; HTTP/2.0",
                "/buffered1; ,'http2':'OFF'; 'caching':{'ttlSeconds':1},; HTTP/1.1",
            })
    void theProtocolIsWhatTheUpstreamOffersAndTheDefinitionAllows(
            String path, String more, String config, String expected) {
        define("GET", path, "/", more == null ? "" : more, config == null ? "" : config);
        HttpResponse<String> answer = house.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected);
        assertThat(answer.headers().firstValue("X-Protocol")).contains(expected);
    }

    @Test
    void bodiesStreamBothWaysOverHttp2() {
        define("POST", "/echo", "/echo", "", "");
        String large = "x".repeat(3_000_000);
        HttpResponse<String> answer = house.send("POST", "/echo", large, "Content-Type", "text/plain");
        assertThat(answer.body()).isEqualTo(large);
        assertThat(answer.headers().firstValue("X-Protocol")).contains("HTTP/2.0");
    }

    @Test
    void aRequestForTheHeadersAloneHasNoBody() {
        define("GET", "/head", "/large", "", "");
        HttpResponse<String> answer = house.send("HEAD", "/head", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }
}
