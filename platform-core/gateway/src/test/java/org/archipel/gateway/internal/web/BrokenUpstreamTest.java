package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that break off: before anything has gone to the caller that is told, later the caller's connection breaks off too. */
class BrokenUpstreamTest extends GatewayTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int LARGE = 2_000_000;

    private ServerSocket server;
    private volatile String answer;
    private volatile boolean resets;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new Thread(this::serve).start();
        String up = "'integrations':[{'name':'up','endpoint':'http://127.0.0.1:" + server.getLocalPort() + "/'}]";
        house.define("{'name':'a','method':'GET','path':'/handed-on','config':{" + up + "}}");
        house.define("{'name':'a','method':'POST','path':'/handed-on','config':{" + up + "}}");
        house.define("{'name':'c','method':'GET','path':'/from-browsers',"
                + "'config':{'cors':{'origins':['https://shop.example']}," + up + "}}");
        house.define("{'name':'b','method':'GET','path':'/looked-at','config':{'responseSchema':{}," + up + "}}");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
                OutputStream out = socket.getOutputStream();
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                if (resets) {
                    socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The test has ended, or the gateway went away.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTT",
                "no HTTP at all\r\n\r\n",
                "HTTP/1.1 9\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 99\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 1234 Many\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Own: 1\r\nContent-Length: 50000\r\nETag: \"1\"\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
            })
    void whatBreaksOffBeforeTheCallerHasAnythingIsToldAsAProblem(String half) {
        answer = half;
        for (String path : new String[] {"/handed-on", "/looked-at"}) {
            for (boolean reset : new boolean[] {false, true}) {
                resets = reset;
                assertProblem(house.get(path));
            }
        }
        assertProblem(house.send("POST", "/handed-on", "x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 50_000})
    void aProblemKeepsWhatThePlatformSaysItself(int length) {
        answer = OK + "Content-Length: " + length + "\r\nCache-Control: public, max-age=3600\r\n"
                + "Access-Control-Allow-Origin: *\r\nVary: X-Theirs\r\n\r\n";
        HttpResponse<String> told = house.get("/from-browsers", "Origin", "https://shop.example");
        assertProblem(told);
        assertThat(told.headers().allValues("Access-Control-Allow-Origin")).containsExactly("https://shop.example");
        assertThat(told.headers().allValues("Vary")).contains("Origin").doesNotContain("X-Theirs");
        assertThat(told.headers().map().toString()).doesNotContain("max-age");
    }

    private static void assertProblem(HttpResponse<String> told) {
        assertThat(told.statusCode()).isEqualTo(502);
        assertThat(told.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(told.headers().firstValue("ETag")).isEmpty();
        assertThat(told.headers().firstValue("X-Own")).isEmpty();
        assertThat(told.body())
                .startsWith("{")
                .endsWith("}")
                .contains("CONNECTION_FAILED")
                .doesNotContain("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,Content-Length: 3000000,",
        "GET,Transfer-Encoding: chunked,1e8480",
        "GET,Transfer-Encoding: chunked,2dc6c0",
        "POST,Content-Length: 3000000,",
        "POST,Transfer-Encoding: chunked,1e8480",
        "POST,Transfer-Encoding: chunked,2dc6c0",
    })
    void whatBreaksOffLaterIsNoWholeAnswer(String method, String framing, String chunk) {
        answer = OK + framing + "\r\n\r\n" + (chunk == null ? "" : chunk + "\r\n") + "x".repeat(LARGE);
        assertThatThrownBy(() -> house.send(method, "/handed-on", method.equals("POST") ? "x" : null))
                .isInstanceOf(UncheckedIOException.class);
    }
}
