package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request begins and ends, by the letter (RFC 9112): what could be read in two ways is refused. */
class MessageFramingTest extends GatewayTest {
    private String posted(String version, String rest) {
        return house.raw(
                "POST /api/custom/" + house.slug + "/in HTTP/" + version + "\r\nHost: h\r\nX-API-Key: key\r\n" + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                "Content-Length: 4, 5\r\n\r\nabcd",
                "Content-Length: +4\r\n\r\nabcd",
                "Content-Length: -4\r\n\r\n",
                "Content-Length: 0x4\r\n\r\nabcd",
                "Content-Length: 99999999999999999999\r\n\r\nabcd",
                "Content-Length : 4\r\n\r\nabcd",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip\r\n\r\nabcd",
                "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabcd",
                "Transfer-Encoding: chunked\r\n\r\n-4\r\nabcd\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n4 x\r\nabcd\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nabcdXX0\r\n\r\n",
                "X: a\u0000b\r\nContent-Length: 4\r\n\r\nabcd",
                "X: a\rGET /x HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd",
                " Content-Length: 4\r\n\r\nabcd",
                "X: a\r\n folded\r\nContent-Length: 4\r\n\r\nabcd",
                "Host: other\r\nContent-Length: 4\r\n\r\nabcd",
            })
    void noRequestIsReadAsTwo(String rest) {
        proxy("POST", "/in", "/in", ",'limits':{'maxBodyBytes':100}");
        proxy("GET", "/hidden", "/hidden", "");
        String answer = posted("1.1", rest + House.rawGet("/api/custom/" + house.slug + "/hidden") + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("HTTP/1.1 200", "Exception", "org.");
        assertThat(upstream.asked()).noneMatch(asked -> asked.path().startsWith("/hidden"));
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() {
        proxy("POST", "/in", "/in", "");
        proxy("GET", "/a/{n}", "/{n}", "");
        house.define("{'name':'m','method':'GET','path':'/mock','config':{'mock':{'body':'mock'}}}");
        upstream.handler = request -> Answer.json("\"" + request.method() + request.path() + request.body() + "\"");
        String get = "GET /api/custom/" + house.slug + "%s HTTP/1.1\r\nHost: h\r\nX-API-Key: key\r\n\r\n";
        String answers = posted(
                "1.1",
                "Content-Length: 3\r\n\r\none" + String.format(get, "/mock") + String.format(get, "/a/2")
                        + String.format(get, "/none")
                        + "POST /api/custom/" + house.slug + "/in HTTP/1.1\r\nHost: h\r\nX-API-Key: key\r\n"
                        + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;a=\"b\\\"c\"\r\nthree\r\n0\r\nX-Sum: 1\r\n\r\n"
                        + House.rawGet("/api/custom/" + house.slug + "/a/4") + "\r\n");
        assertThat(answers)
                .containsSubsequence("\"POST/inone\"", "\"mock\"", "\"GET/2\"", "404", "\"POST/inthree\"", "\"GET/4\"");
        assertThat(upstream.asked()).noneMatch(asked -> asked.headers().containsKey("X-sum"));
    }

    @Test
    void whoWaitsForLeaveToSendGetsItOrTheAnswer() {
        proxy("POST", "/in", "/in", ",'limits':{'maxBodyBytes':10}");
        String head = "Connection: close\r\nExpect: 100-continue\r\nContent-Length: ";
        assertThat(posted("1.1", head + "4\r\n\r\nabcd"))
                .startsWith("HTTP/1.1 100")
                .contains("HTTP/1.1 200", "Connection: close");
        assertThat(upstream.last().header("Expect")).isNull();
        assertThat(posted("1.1", head + "11\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .doesNotContain("100 Continue");
        assertThat(posted("1.1", head.replace("100-continue", "tea") + "4\r\n\r\nabcd"))
                .startsWith("HTTP/1.1 417");
    }

    @Test
    void aWholeAddressAndAnOldVersionAreUnderstood() {
        proxy("GET", "/old", "/old", "");
        String path = "/api/custom/" + house.slug + "/old";
        assertThat(house.raw(
                        "GET http://h" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: key\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(house.raw("GET http://other" + path
                        + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: key\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(house.raw("GET " + path + " HTTP/1.0\r\nX-API-Key: key\r\n\r\n"))
                .startsWith("HTTP/1.")
                .contains(" 200 ")
                .doesNotContainIgnoringCase("transfer-encoding");
        assertThat(upstream.asked()).hasSize(2);
    }
}
