package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are handed on, and their answers back. */
class ProxyTest extends GatewayTest {
    private static final int CALLERS_WHO_GO = 30;
    private static final int EVENTS = 18;

    @Test
    void aRequestIsHandedOnAndItsAnswerBack() {
        proxy("GET", "/people/{id}", "/v1/persons/{id}", "");
        HttpResponse<String> answer = house.get("/people/a%20b?fields=name&fields=age", "Accept-Language", "fr");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("/v1/persons/a%20b?fields=name&fields=age");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(upstream.last().header("Accept-language")).isEqualTo("fr");
        assertThat(upstream.last().header("X-api-key")).isNull();
        assertThat(upstream.last().header("X-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(upstream.last().header("Host")).isEqualTo("127.0.0.1:" + upstream.port());
    }

    @Test
    void bodiesGoBothWays() {
        proxy("POST", "/echo", "/", "");
        upstream.handler = request -> Answer.of(201, request.body());
        String large = "x".repeat(3_000_000);
        HttpResponse<String> answer = house.send("POST", "/echo", large, "Content-Type", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(large);
    }

    @Test
    void anUpstreamThatIsNotThereOrOfTheInsideIsToldApart() {
        house.define(
                "{'name':'d','method':'GET','path':'/down','config':{'integrations':[{'name':'up','endpoint':'http://127.0.0.1:1/'}]}}");
        proxy("GET", "/inside", "/", "");
        HttpResponse<String> down = house.get("/down");
        assertThat(down.statusCode()).isEqualTo(502);
        assertThat(down.body()).contains("CONNECTION_FAILED").doesNotContain("Exception");
        house.addresses.shut = true;
        assertThat(house.get("/inside").statusCode()).isEqualTo(403);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aRedirectIsHandedBackAndNotFollowed() {
        proxy("GET", "/r", "/", "");
        upstream.handler = request -> new Answer(302, Map.of("Location", "http://169.254.169.254/"), new byte[0]);
        assertThat(house.get("/r").statusCode()).isEqualTo(302);
    }

    @Test
    void slowUpstreamsHoldNoThreads() throws Exception {
        proxy("GET", "/slow", "/", "");
        house.define("{'name':'m','method':'GET','path':'/mock','config':{'mock':{'body':1}}}");
        var gate = new CountDownLatch(1);
        upstream.handler = request -> {
            waitAt(gate);
            return Answer.json("1");
        };
        var threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                waiting.add(threads.submit(() -> house.get("/slow").statusCode()));
            }
            await().atMost(PATIENCE).until(() -> upstream.asked().size() == 240);
            assertThat(house.get("/mock").statusCode()).isEqualTo(200);
            gate.countDown();
            for (var one : waiting) {
                assertThat(one.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void callersWhoGoAwayCloseNoUpstreamToOthers() throws IOException {
        proxy("GET", "/large", "/", "");
        proxy("POST", "/body", "/", "");
        upstream.handler = request -> Answer.of(200, "x".repeat(4_000_000));
        for (int i = 0; i < CALLERS_WHO_GO; i++) {
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
                caller.getOutputStream().write(head("GET", "/large", "\r\n"));
                assertThat(caller.getInputStream().read()).isEqualTo('H');
            }
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
                caller.getOutputStream().write(head("POST", "/body", "Content-Length: 100\r\n\r\nhalf"));
            }
        }
        await().atMost(PATIENCE).until(() -> upstream.asked().size() >= CALLERS_WHO_GO);
        for (int i = 0; i < CALLERS_WHO_GO; i++) {
            assertThat(house.get("/large").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void callersWhomDifferentThreadsServeShareNoUpstreamConnection() throws IOException {
        proxy("GET", "/own", "/", "");
        // Later the key is known, and a request is served on the thread that reads it.
        house.get("/own");
        Set<Integer> ofOne = new HashSet<>();
        Set<Integer> ofOther = new HashSet<>();
        // The server gives connections to its threads in turns.
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), house.port());
                Socket other = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            for (int i = 0; i < 6; i++) {
                ofOne.add(upstreamPort(one));
                ofOther.add(upstreamPort(other));
            }
        }
        assertThat(ofOne).hasSize(1);
        assertThat(ofOther).hasSize(1).doesNotContainAnyElementsOf(ofOne);
    }

    private int upstreamPort(Socket caller) throws IOException {
        caller.setSoTimeout(60_000);
        caller.getOutputStream().write(head("GET", "/own", "\r\n"));
        int next = 0;
        while (next != '}') {
            next = caller.getInputStream().read();
            assertThat(next).isNotNegative();
        }
        return upstream.last().port();
    }

    private byte[] head(String method, String path, String rest) {
        return (method + " " + house.uri(path).getRawPath() + " HTTP/1.1\r\nHost: a\r\nX-API-Key: key\r\n" + rest)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "Content-Length: 50\r\n\r\nhello",
                "Content-Length: 50000\r\n\r\nhello"
            })
    void anUpstreamThatBreaksOffIsNoWholeAnswer(String half) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> {
                try {
                    while (!server.isClosed()) {
                        try (Socket socket = server.accept()) {
                            socket.getInputStream().read(new byte[4096]);
                            socket.getOutputStream()
                                    .write(("HTTP/1.1 200 OK\r\n" + half).getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // The test has ended.
                }
            });
            answers.start();
            house.define(
                    "{'name':'cut','method':'GET','path':'/cut','config':{'integrations':[{'name':'up',"
                            + "'endpoint':'http://127.0.0.1:%s/'}]}}",
                    server.getLocalPort());
            try {
                HttpResponse<String> told = house.get("/cut");
                assertThat(told.statusCode()).isGreaterThanOrEqualTo(500);
                if (half.startsWith("Content-Length: 50\r")) {
                    assertThat(told.statusCode()).isEqualTo(502);
                    assertThat(told.headers().firstValue("Content-Type")).contains("application/problem+json");
                }
            } catch (UncheckedIOException e) {
                assertThat(e)
                        .as("the answer breaks off, if a part of it has gone")
                        .isNotNull();
            }
        }
    }

    @Test
    void anUpstreamSetsNoHeadersOfThePlatformsOrigin() {
        upstream.handler = request -> new Answer(
                200,
                Map.of("Content-Security-Policy", "default-src *", "Set-Cookie", "a=b", "X-Other", "1"),
                "1".getBytes(StandardCharsets.UTF_8));
        proxy("GET", "/own", "/", "");
        proxy("GET", "/own2", "/", ",'responseSchema':{}");
        house.define("{'name':'m','method':'GET','path':'/own3','config':{'mock':{'body':1,"
                + "'headers':{'Content-Security-Policy':'default-src *','Set-Cookie':'a=b','X-Other':'1'}}}}");
        for (String path : List.of("/own", "/own2", "/own3")) {
            HttpResponse<String> answer = house.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isEmpty();
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("X-Other")).contains("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void anAnswerThatGoesOnIsNotCutOff(String method) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            clock.schedule(() -> goOn(server, clock), 0, TimeUnit.MILLISECONDS);
            house.define(
                    "{'name':'sse','method':'%s','path':'/sse','config':{'integrations':[{'name':'up',"
                            + "'endpoint':'http://127.0.0.1:%s/','timeoutMs':4000}]}}",
                    method, server.getLocalPort());
            HttpResponse<String> answer = house.send(method, "/sse", method.equals("GET") ? null : "x");
            assertThat(answer.body()).hasSize(EVENTS * 9);
        } finally {
            clock.shutdownNow();
        }
    }

    /** Whoever listens to events hears each when it happens. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void eachPieceReachesTheCallerBeforeTheNextIsThere(String method) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            house.define(
                    "{'name':'sse','method':'%s','path':'/sse','config':{'integrations':[{'name':'up',"
                            + "'endpoint':'http://127.0.0.1:%s/'}]}}",
                    method, server.getLocalPort());
            caller.setSoTimeout((int) PATIENCE.toMillis());
            caller.getOutputStream()
                    .write(head(method, "/sse", (method.equals("GET") ? "" : "Content-Length: 0\r\n") + "\r\n"));
            try (Socket up = server.accept()) {
                assertThat(up.getInputStream().read(new byte[4096])).isPositive();
                write(up, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                for (int i = 0; i < 3; i++) {
                    write(up, "data: " + i + "\n\n");
                    readTo(caller, "data: " + i + "\n\n");
                }
            }
        }
    }

    private static void readTo(Socket caller, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = caller.getInputStream().read();
            assertThat(next).as("%s", read).isNotNegative();
            read.append((char) next);
        }
    }

    /** Answers with an event every quarter of a second: longer in all than the caller would wait for one. */
    private static Void goOn(ServerSocket server, ScheduledExecutorService clock) throws IOException {
        Socket socket = server.accept();
        socket.getInputStream().read(new byte[4096]);
        write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
        for (int i = 0; i < EVENTS; i++) {
            clock.schedule(() -> write(socket, "data: 1\n\n"), 250L * i, TimeUnit.MILLISECONDS);
        }
        clock.schedule(() -> end(socket), 250L * EVENTS, TimeUnit.MILLISECONDS);
        return null;
    }

    /** What of the request is left unread would make a reset of the answer's end. */
    private static Void end(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        socket.close();
        return null;
    }

    private static Void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return null;
    }

    @Test
    void theLengthOfABodyIsToldToTheUpstream() {
        proxy("POST", "/len", "/", "");
        house.send("POST", "/len", "12345");
        assertThat(upstream.last().header("Content-length")).isEqualTo("5");
        assertThat(upstream.last().body()).isEqualTo("12345");
    }
}
