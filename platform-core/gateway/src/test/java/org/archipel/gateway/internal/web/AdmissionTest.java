package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.rest.ApiPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in: who makes them, how often, by which address and method, from which pages. */
class AdmissionTest extends GatewayTest {
    @Test
    void aBodyOverTheLimitIsRefused() {
        proxy("POST", "/echo", "/", ",'limits':{'maxBodyBytes':10}");
        assertThat(house.send("POST", "/echo", "0123456789").statusCode()).isEqualTo(200);
        assertThat(house.send("POST", "/echo", "0123456789a").statusCode()).isEqualTo(413);
    }

    @Test
    void whoIsNotKnownOrMayNotCallIsRefused() {
        proxy("GET", "/a", "/", "");
        assertThat(house.get("/a", "X-API-Key", "wrong").statusCode()).isEqualTo(401);
        house.keys.put("weak", house.caller("key:weak", EnumSet.of(ApiPermission.RECORDS_READ)));
        assertThat(house.get("/a", "X-API-Key", "weak").statusCode()).isEqualTo(403);
        house.keys.put("good", house.caller("key:good", EnumSet.of(ApiPermission.APIS_CALL)));
        assertThat(house.get("/a", "X-API-Key", "good").statusCode()).isEqualTo(200);
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void rolesAndScopesNarrow() {
        house.define(
                "{'name':'p','method':'GET','path':'/r','config':{'mock':{'body':1},'authentication':{'roles':['CLERK'],"
                        + "'scopes':['records:read']}}}");
        house.keys.put("k", house.caller("key:k", EnumSet.of(ApiPermission.APIS_CALL)));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(403);
        house.roles.put("k", Set.of("CLERK"));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(403);
        house.keys.put("k", house.caller("key:k", EnumSet.of(ApiPermission.APIS_CALL, ApiPermission.RECORDS_READ)));
        assertThat(house.get("/r", "X-API-Key", "k").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyMayBeInTheQueryOnlyWhereItIsAllowedAndIsNotHandedOn() {
        proxy("GET", "/q", "/", ",'authentication':{'settings':{'allowQuery':true}}");
        proxy("GET", "/h", "/", "");
        assertThat(house.get("/q?a=1&api_key=key&b=2", "X-API-Key", "").statusCode())
                .isIn(200, 401);
        assertThat(house.get("/q?a=1&api_key=key&b=2").statusCode()).isEqualTo(200);
        assertThat(upstream.last().path()).isEqualTo("/?a=1&b=2");
        assertThat(house.get("/h?api_key=key", "X-API-Key", "wrong").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLimitIsHeldAndTold() {
        proxy("GET", "/l", "/", ",'rateLimit':{'requestsPerMinute':1,'burstLimit':2}");
        HttpResponse<String> first = house.get("/l");
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"api\";q=2;w=120");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"api\";r=1;t=60");
        assertThat(house.get("/l").statusCode()).isEqualTo(200);
        HttpResponse<String> third = house.get("/l");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 60));
        assertThat(third.body()).contains("RATE_LIMIT_ERROR");
        assertThat(upstream.asked()).hasSize(2);
    }

    @Test
    void methodsThatAreNotThereAreToldFromPathsThatAreNotThere() {
        proxy("GET", "/m", "/", "");
        proxy("PUT", "/m", "/", "");
        HttpResponse<String> post = house.send("POST", "/m", "");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PUT");
        assertThat(house.get("/n").statusCode()).isEqualTo(404);
        assertThat(house.send("OPTIONS", "/m", null).headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS, PUT");
        HttpResponse<String> head = house.send("HEAD", "/m", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(upstream.last().method()).isEqualTo("HEAD");
    }

    @Test
    void browsersAreAnswered() {
        house.define("{'name':'c','method':'GET','path':'/cors','config':{'mock':{'body':1},"
                + "'cors':{'origins':['https://shop.example'],'credentials':true}}}");
        HttpResponse<String> preflight = house.send(
                "OPTIONS",
                "/cors",
                null,
                "X-API-Key",
                "",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "GET");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .isPresent();
        HttpResponse<String> evil = house.get("/cors", "Origin", "https://evil.example");
        assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(evil.headers().allValues("Vary")).contains("Origin");
        assertThat(house.get("/cors", "Origin", "https://shop.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/custom/../../docs/a", "/api/custom/x/../../../docs/a"})
    void aDetourToSomethingThatWaitsKeepsNobodyWaiting(String detour) throws Exception {
        house.define("{'name':'m','method':'GET','path':'/m','config':{'mock':{'body':1}}}");
        house.get("/m");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        house.neighbour = () -> {
            entered.countDown();
            waitAt(gate);
        };
        try (Socket detouring = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            detouring.getOutputStream().write((House.rawGet(detour) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 8; i++) {
                // Connections of several selectors.
                assertThat(house.raw(House.rawGet("/api/custom/" + house.slug + "/m") + "\r\n"))
                        .startsWith("HTTP/1.1 200");
            }
        } finally {
            gate.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%%63ustom/%s/m",
                "/x/../api/custom/%s/m",
                "/api/custom/../custom/%s/m",
                "/api/custom/%s/x/../m",
                "/api/custom/%s//m",
                "/api/custom/%s/m;x"
            })
    void unusualSpellingsOfAPathAreRefused(String path) {
        house.define("{'name':'m','method':'GET','path':'/m','config':{'mock':{'body':1}}}");
        assertThat(house.raw(House.rawGet(String.format(path, house.slug)) + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void thePrefixAloneIsNothing() {
        assertThat(house.raw(House.rawGet("/api/custom") + "\r\n")).startsWith("HTTP/1.1 404");
        assertThat(house.raw(House.rawGet("/api/custom/") + "\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aTextHidesNoParameterOfAnotherMethodOrVersion() {
        house.define("{'name':'one','method':'GET','path':'/people/{id}','config':{'mock':{'body':1}}}");
        house.define("{'name':'p','method':'POST','path':'/people/{id}','config':{'mock':{'body':'post'}}}");
        house.define("{'name':'two','method':'GET','path':'/people/me','version':'2','config':{'mock':{'body':2}}}");
        assertThat(house.get("/v1/people/me").body()).isEqualTo("1");
        assertThat(house.get("/people/me", "Accept-Version", "1").body()).isEqualTo("1");
        assertThat(house.get("/v2/people/me").body()).isEqualTo("2");
        assertThat(house.send("POST", "/people/me", "").body()).isEqualTo("\"post\"");
        assertThat(house.send("PUT", "/people/me", "").statusCode()).isEqualTo(405);
    }

    @Test
    void thePolicyOfABucketTellsHowFastItFills() {
        proxy("GET", "/bucket", "/", ",'rateLimit':{'strategy':'TOKEN_BUCKET','requestsPerMinute':60,'burstLimit':10}");
        assertThat(house.get("/bucket").headers().firstValue("RateLimit-Policy"))
                .contains("\"api\";q=10;w=10");
    }
}
