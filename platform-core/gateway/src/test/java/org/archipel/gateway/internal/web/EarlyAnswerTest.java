package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.RawUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that go before their request has come whole (RFC 9112, sections 9.3 and 9.6). */
class EarlyAnswerTest extends GatewayTest {
    private static final int LARGE = 20_000_000;
    private static final byte[] PIECE = new byte[100_000];
    private static final String PIECE_IN_HEX = "186a0\r\n";

    @BeforeEach
    void defineApis() {
        proxy("POST", "/handed-on", "/", ",'limits':{'maxBodyBytes':1000000}");
        proxy("POST", "/looked-at", "/", ",'requestSchema':{}");
        proxy("POST", "/seldom", "/", ",'rateLimit':{'requestsPerMinute':1,'burstLimit':1}");
        proxy("GET", "/hidden", "/hidden", "");
        proxy("POST", "/late", "/", ",'limits':{'timeoutMs':500},'requestSchema':{}");
    }

    @ParameterizedTest
    @CsvSource({
        "/handed-on,key,true,413",
        "/handed-on,key,false,413",
        "/looked-at,key,true,413",
        "/looked-at,key,false,413",
        "/handed-on,wrong,true,401",
        "/handed-on,wrong,false,401",
        "/none,key,false,404",
    })
    void whoSendsAllBeforeReadingSeesTheAnswerAndTheConnectionsEnd(
            String path, String key, boolean chunked, int status) {
        assertRefused(answerBehind(begin(path, key, chunked), LARGE, chunked, ""), status);
    }

    @Test
    void aLimitOfRateIsToldToo() {
        post("/seldom", "{}");
        assertRefused(answerBehind(begin("/seldom", "key", false), LARGE, false, ""), 429);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesBehindARefusedRequestIsNoNextOne(boolean chunked) {
        String next = House.rawGet("/api/custom/" + house.slug + "/hidden") + "\r\n";
        assertRefused(answerBehind(begin("/handed-on", "key", chunked), LARGE, chunked, next), 413);
        assertRefused(answerBehind(begin("/handed-on", "wrong", chunked), 200_000, chunked, next), 401);
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aRefusalOfARequestThatIsHereEndsNoConnection() {
        String small = begin("/handed-on", "wrong", false).replace("Content-Length: " + LARGE, "Content-Length: 2");
        String answers = house.raw(small + "{}" + small + "{}"
                + begin("/handed-on", "wrong", true) + "2\r\n{}\r\n0\r\n\r\n"
                + House.rawGet("/api/custom/" + house.slug + "/hidden") + "\r\n");
        assertThat(answers.split("HTTP/1.1 401", -1)).hasSize(4);
        assertThat(answers).contains("HTTP/1.1 200");
        assertThat(answers.split("(?i)connection: close", -1)).hasSize(2);
    }

    @Test
    void whoSendsOnWithoutLeaveIsNotReadAsANextRequest() {
        String waits = begin("/handed-on", "key", false).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        assertRefused(house.raw(waits + House.rawGet("/api/custom/" + house.slug + "/hidden") + "\r\n"), 413);
        assertThat(upstream.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X-Long: %s;431",
                "Content-Length: 4, 5;400",
                "Transfer-Encoding: xyz;400",
                "Content-Length: 4|Transfer-Encoding: chunked;400",
                "bad header: 1;400",
            })
    void whatIsNoRequestIsToldToWhoSendsOnToo(String header, int status) {
        String begin = begin("/handed-on", "key", true)
                .replace(
                        "Transfer-Encoding: chunked",
                        String.format(header, "x".repeat(100_000)).replace("|", "\r\n"));
        String answer = answerBehind(begin, LARGE, false, "");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\r\n\r\n");
        assertThat(answer.split("HTTP/1", -1)).hasSize(2);
    }

    @Test
    void aClientThatReadsMeanwhileGoesOnWithAnotherConnection() {
        for (int i = 0; i < 3; i++) {
            assertThat(post("/handed-on", "x".repeat(LARGE)).statusCode()).isEqualTo(413);
            assertThat(house.get("/hidden").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anUpstreamThatAnswersEarlyIsHeard() {
        try (RawUpstream early = new RawUpstream("HTTP/1.1 409 Conflict\r\nContent-Length: 5\r\n\r\nearly")) {
            house.define(
                    "{'name':'e','method':'POST','path':'/early','config':{'integrations':[{'name':'up','endpoint':'%s'}],"
                            + "'limits':{'maxBodyBytes':50000000}}}",
                    early.url());
            assertThat(answerBehind(begin("/early", "key", false), LARGE, false, ""))
                    .contains("HTTP/1.1 409")
                    .endsWith("early");
        }
    }

    /** The gateway waits for the next piece of the body when its time is over. */
    @Test
    void whoSendsTooSlowlyIsToldSoAndMaySendOn() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            caller.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = caller.getOutputStream();
            out.write(bytes(begin("/late", "key", true)));
            String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertRefused(answer, 504);
            for (int sent = 0; sent < LARGE; sent += PIECE.length) {
                out.write(PIECE);
            }
        }
    }

    @Test
    void nobodyIsReadForEver() {
        assertThatThrownBy(() -> answerBehind(begin("/handed-on", "key", true), 1_000_000_000, true, ""))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static void assertRefused(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("}");
        assertThat(answer.toLowerCase(Locale.ROOT)).containsOnlyOnce("connection: close");
        assertThat(answer.split("HTTP/1", -1)).hasSize(2);
    }

    private String begin(String path, String key, boolean chunked) {
        return "POST /api/custom/" + house.slug + path + " HTTP/1.1\r\nHost: h\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\n"
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + LARGE) + "\r\n\r\n";
    }

    /** What is read, to the connection's end, only when all is written. */
    private String answerBehind(String begin, int bytes, boolean chunked, String next) {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            caller.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = caller.getOutputStream();
            out.write(bytes(begin));
            for (int sent = 0; sent < bytes; sent += PIECE.length) {
                out.write(bytes(chunked ? PIECE_IN_HEX : ""));
                out.write(PIECE);
                out.write(bytes(chunked ? "\r\n" : ""));
            }
            out.write(bytes((chunked ? "0\r\n\r\n" : "") + next));
            return new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
