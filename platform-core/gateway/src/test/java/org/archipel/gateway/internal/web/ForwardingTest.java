package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.RawUpstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a message goes on to the other side and what does not (RFC 9110, section 7; RFC 9112). */
class ForwardingTest extends GatewayTest {
    private static final String CORS = ",'cors':{'origins':['https://Shop.example:443']}";

    private String raw(String path, String rest) {
        return house.raw(House.rawGet("/api/custom/" + house.slug + path) + rest + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'responseSchema':{}", ",'caching':{'ttlSeconds':60}"})
    void whatThePlatformSaysOfAnAnswerStaysBesideWhatTheUpstreamSays(String more) {
        house.define(
                "{'name':'p','method':'GET','path':'/both','deprecation':{'since':'2026-01-01T00:00:00Z',"
                        + "'link':'https://docs.example/old'},'config':{'integrations':[{'name':'up','endpoint':'%s/'}]%s%s}}",
                upstream.url(), CORS, more);
        upstream.handler = request -> new Answer(
                200,
                Map.of(
                        "Content-Type", "application/json",
                        "Vary", "Accept-Encoding",
                        "Link", "</next>; rel=\"next\"",
                        "Deprecation", "@1"),
                "{}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = house.get("/both", "Origin", "https://shop.example");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin", "Accept-Encoding");
        assertThat(String.join(",", answer.headers().allValues("Link")))
                .contains("rel=\"next\"", "rel=\"deprecation\"");
        assertThat(answer.headers().allValues("Deprecation")).containsExactly("@1767225600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'responseSchema':{}"})
    void anUpstreamSpeaksNeitherForTheOriginNorToTheServerInFront(String more) {
        proxy("GET", "/own", "/", more);
        List<String> names = List.of(
                "Alt-Svc", "Accept-CH", "NEL", "Report-To", "X-Accel-Redirect", "X-Sendfile", "Origin-Agent-Cluster");
        upstream.handler = request -> {
            Map<String, String> headers = new java.util.HashMap<>(Map.of("Content-Type", "application/json"));
            names.forEach(name -> headers.put(name, "x"));
            headers.put("X-Accel-Buffering", "no");
            return new Answer(200, headers, "{}".getBytes(StandardCharsets.UTF_8));
        };
        HttpResponse<String> answer = house.get("/own");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(names).noneMatch(name -> answer.headers().firstValue(name).isPresent());
        assertThat(answer.headers().firstValue("X-Accel-Buffering"))
                .as("events are not held back")
                .contains("no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "API_KEY | public, max-age=60, s-maxage=90 | private, max-age=60",
                "API_KEY | max-age=60 | private, max-age=60",
                "API_KEY | private | private",
                "API_KEY | no-store | no-store",
                "NONE | public, max-age=60 | public, max-age=60"
            })
    void whatIsForCallersWithAKeyIsForNoCacheThatOthersShare(String type, String upstreams, String told) {
        upstream.handler = request -> new Answer(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", upstreams),
                "{}".getBytes(StandardCharsets.UTF_8));
        proxy("GET", "/a", "/", ",'authentication':{'type':'" + type + "'}");
        proxy("GET", "/b", "/", ",'responseSchema':{},'authentication':{'type':'" + type + "'}");
        for (String path : List.of("/a", "/b")) {
            assertThat(house.get(path).headers().allValues("Cache-Control"))
                    .as(path)
                    .containsExactly(told);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "POST,''", "GET,',''responseSchema'':{}'", "POST,',''responseSchema'':{}'"})
    void whatIsToldBeforeAnAnswerIsNotTheAnswer(String method, String more) {
        try (RawUpstream early = new RawUpstream("HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}")) {
            house.define(
                    "{'name':'p','method':'%s','path':'/early','config':{'integrations':[{'name':'up','endpoint':'%s'}]%s}}",
                    method, early.url(), more);
            HttpResponse<String> answer = house.send(
                    method, "/early", method.equals("GET") ? null : "{}", "Content-Type", "application/json");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"a\":1}");
            assertThat(answer.headers().firstValue("Link")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'responseSchema':{}"})
    void aQueryMayHoldWhatBrowsersLeaveInIt(String more) {
        proxy("GET", "/q", "/", more);
        assertThat(raw("/q?f={\"a\":[1|2]}^`\\&e=%C3%A9%7C", "")).startsWith("HTTP/1.1 200");
        assertThat(upstream.last().path()).isEqualTo("/?f=%7B%22a%22:[1%7C2]%7D%5E%60%5C&e=%C3%A9%7C");
        String wide = new String("a=%\uff11\uff12".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (String wrong : List.of("%", "%2", "%zz", "a=%u0041", wide)) {
            assertThat(raw("/q?" + wrong, "")).as(wrong).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aMethodOfItsOwnTakesNoQueryAway() {
        house.define(
                "{'name':'p','method':'GET','path':'/m','config':{'integrations':[{'name':'up','method':'GET',"
                        + "'endpoint':'%s/'}],'caching':{'ttlSeconds':60}}}",
                upstream.url());
        house.get("/m?x=1");
        assertThat(upstream.last().path()).isEqualTo("/?x=1");
    }

    @Test
    void noValueLeadsOutOfItsFolder() {
        house.define(
                "{'name':'p','method':'GET','path':'/f','config':{'integrations':[{'name':'up',"
                        + "'endpoint':'%s/public/{query.p*}/{query.q}'}]}}",
                upstream.url());
        assertThat(house.get("/f?p=a/b&q=c.d").statusCode()).isEqualTo(200);
        assertThat(upstream.last().path()).startsWith("/public/a/b/c.d?");
        int asked = upstream.asked().size();
        for (String query :
                List.of("p=../private&q=x", "p=a/../../private&q=x", "p=a&q=..", "p=a/.&q=x", "p=%2e%2e&q=x")) {
            assertThat(house.get("/f?" + query).statusCode()).as(query).isEqualTo(400);
        }
        assertThat(upstream.asked()).hasSize(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private"})
    void everyLineOfCacheControlIsHeeded(String second) {
        try (RawUpstream two = new RawUpstream("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Cache-Control: max-age=60\r\nCache-Control: " + second + "\r\nContent-Length: 1\r\n\r\n1")) {
            house.define(
                    "{'name':'c','method':'GET','path':'/two','config':{'integrations':[{'name':'up','endpoint':'%s'}],"
                            + "'caching':{'ttlSeconds':60}}}",
                    two.url());
            house.get("/two");
            house.get("/two");
            assertThat(two.heads()).hasSize(2);
        }
    }

    @Test
    void somewhereElseIsNoSuccess() {
        upstream.handler = request -> request.path().startsWith("/moved")
                ? new Answer(302, Map.of("Location", "https://elsewhere.example/"), new byte[0])
                : Answer.json("{\"a\":1}");
        house.define(
                "{'name':'w','method':'POST','path':'/w','config':{'integrations':[{'name':'w','type':'WEBHOOK','endpoint':'%s/moved'}]}}",
                upstream.url());
        HttpResponse<String> webhook = house.send("POST", "/w", "{}", "Content-Type", "application/json");
        assertThat(webhook.statusCode()).as("it was not taken").isEqualTo(502);
        house.define(
                "{'name':'s','method':'GET','path':'/s','config':{'integrations':[{'name':'a','endpoint':'%s/moved'},"
                        + "{'name':'b','endpoint':'%s/b'}]}}",
                upstream.url(), upstream.url());
        assertThat(house.get("/s").statusCode()).isEqualTo(302);
        assertThat(upstream.asked()).noneMatch(asked -> asked.path().startsWith("/b"));
    }

    @Test
    void anAnswerThatIsMadeHereIsAskedForAsAWhole() {
        house.define(
                "{'name':'p','method':'GET','path':'/p','config':{'execution':'PARALLEL','integrations':["
                        + "{'name':'a','endpoint':'%s/a'},{'name':'b','endpoint':'%s/b'}]}}",
                upstream.url(), upstream.url());
        house.get(
                "/p",
                "Range",
                "bytes=0-1",
                "If-None-Match",
                "\"x\"",
                "If-Modified-Since",
                "Sat, 01 Jan 2022 00:00:00 GMT");
        assertThat(upstream.asked()).hasSize(2);
        upstream.asked().forEach(asked -> {
            assertThat(asked.header("Range")).isNull();
            assertThat(asked.header("If-none-match")).isNull();
            assertThat(asked.header("If-modified-since")).isNull();
            assertThat(asked.header("Accept-encoding")).isEqualTo("identity");
        });
        proxy("GET", "/whole", "/", "");
        house.get("/whole", "Range", "bytes=0-1", "If-None-Match", "\"x\"");
        assertThat(upstream.last().header("Range")).isEqualTo("bytes=0-1");
        assertThat(upstream.last().header("If-none-match")).isEqualTo("\"x\"");
    }

    /** Who sends a key by habit to an API that asks for none does not give it to the upstream. */
    @Test
    void keysOfThePlatformGoToNobody() {
        house.define(
                "{'name':'open','method':'GET','path':'/open','config':{'authentication':{'type':'NONE'},'integrations':"
                        + "[{'name':'up','endpoint':'%s/'}]}}",
                upstream.url());
        house.get("/open", "X-API-Key", "ark_abc_secret", "Authorization", "Bearer ark_abc_secret");
        assertThat(upstream.last().header("X-api-key")).isNull();
        assertThat(upstream.last().header("Authorization")).isNull();
        house.get("/open", "X-API-Key", "theirs", "Authorization", "Bearer theirs");
        assertThat(upstream.last().header("X-api-key")).isEqualTo("theirs");
        assertThat(upstream.last().header("Authorization")).isEqualTo("Bearer theirs");
    }

    @ParameterizedTest
    @CsvSource({"204,No Content", "304,Not Modified"})
    void anAnswerWithoutABodyTellsNoLength(int status, String reason) {
        house.define("{'name':'m','method':'GET','path':'/mock','config':{'mock':{'status':%s}}}", status);
        assertThat(raw("/mock", "").toLowerCase(java.util.Locale.ROOT))
                .startsWith("http/1.1 " + status)
                .doesNotContain("content-length", "transfer-encoding");
        try (RawUpstream bare = new RawUpstream("HTTP/1.1 " + status + " " + reason + "\r\nETag: \"x\"\r\n\r\n")) {
            for (String more : List.of("", ",'responseSchema':{}")) {
                String path = "/bare" + more.length();
                house.define(
                        "{'name':'p','method':'GET','path':'%s','config':{'integrations':[{'name':'up','endpoint':'%s'}]%s}}",
                        path, bare.url(), more);
                assertThat(raw(path, ""))
                        .startsWith("HTTP/1.1 " + status)
                        .contains("ETag: \"x\"")
                        .doesNotContainIgnoringCase("content-length");
            }
        }
    }
}
