package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of bodies that are looked at. */
class BodyTest extends GatewayTest {
    private static final String MAPPED =
            ",'transformations':[{'phase':'REQUEST','definition':{'name':'m','type':'MAP','mode':'EDIT',"
                    + "'rules':[{'operation':'CONSTANT','target':'/seen','parameters':{'value':true}}]}}]";

    @Test
    void numbersKeepTheirDigits() {
        proxy("POST", "/n", "/", MAPPED);
        upstream.handler = request -> Answer.json(request.body());
        String numbers = "\"a\":0.12345678901234567890123,\"b\":100000000000000000.01,\"c\":12345678901234567890123,"
                + "\"d\":1.10,\"e\":12345678.9";
        assertThat(post("/n", "{" + numbers + "}").body()).isEqualTo("{" + numbers + ",\"seen\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e999999999", "-1E+2000000000"})
    void aNumberThatNobodyCanHoldIsNoTextThatSaysSo(String number) {
        proxy("POST", "/n", "/", MAPPED);
        proxy(
                "POST",
                "/s",
                "/",
                ",'requestSchema':{'properties':{'n':{'type':'number','maximum':5,'multipleOf':0.01}}}");
        upstream.handler = request -> Answer.json(request.body());
        HttpResponse<String> mapped = post("/n", "{\"n\":" + number + "}");
        assertThat(mapped.body()).doesNotContain("Infinity", "SYSTEM_ERROR");
        assertThat(mapped.statusCode()).isIn(200, 400);
        assertThat(post("/s", "{\"n\":" + number + "}").statusCode()).isEqualTo(400);
    }

    @Test
    void aLargeNumberInATextIsWrittenOut() {
        proxy(
                "POST",
                "/t",
                "/",
                ",'transformations':[{'phase':'REQUEST','definition':{'name':'m','type':'MAP','rules':[{'operation':'TEMPLATE',"
                        + "'target':'/text','parameters':{'template':'{{/total}} EUR'}}]}}]");
        upstream.handler = request -> Answer.json(request.body());
        assertThat(post("/t", "{\"total\":12345678.90}").body()).isEqualTo("{\"text\":\"12345678.90 EUR\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\ud83d\"}", "{\"\\udc00\":1}", "{\"a\":\"\\ud83dx\\ude00\"}"})
    void halfACharacterIsNoJson(String body) {
        proxy("POST", "/h", "/", MAPPED);
        HttpResponse<String> answer = post("/h", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(upstream.asked()).isEmpty();
        assertThat(post("/h", "{\"a\":\"\\ud83d\\ude00\"}").statusCode()).isEqualTo(200);
        assertThat(upstream.last().body()).contains("\\uD83D\\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-32"})
    void jsonIsUtf8(String charset) throws Exception {
        proxy("POST", "/u", "/", ",'requestSchema':{}");
        byte[] body = "{\"a\":\"\u00e9\"}".getBytes(charset);
        String request =
                "POST /api/custom/" + house.slug + "/u HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: key\r\n"
                        + "Content-Type: application/json; charset=" + charset + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n"
                        + new String(body, StandardCharsets.ISO_8859_1);
        assertThat(house.raw(request)).startsWith("HTTP/1.1 400");
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void aRuleThatCutsACharacterApartMakesNoBrokenText() {
        String cut = "{'operation':'CONVERT','source':'/a','target':'/%s','parameters':{'functions':'%s'}}";
        proxy(
                "POST",
                "/c",
                "/",
                ",'transformations':[{'phase':'REQUEST','definition':{'name':'m','type':'MAP','rules':["
                        + String.format(cut, "t", "truncate(1)") + "," + String.format(cut, "s", "substring(1)") + ","
                        + String.format(cut, "p", "padEnd(5,\uD83D\uDE00)") + "]}}]");
        assertThat(post("/c", "{\"a\":\"\uD83D\uDE00b\"}").statusCode()).isEqualTo(200);
        assertThat(upstream.last().body())
                .isEqualTo("{\"t\":\"\",\"s\":\"\\uD83D\\uDE00b\",\"p\":\"\\uD83D\\uDE00b\\uD83D\\uDE00\"}");
    }

    @Test
    void theDepthOfAProxysJsonCountsWhereItIsSaid() {
        proxy("POST", "/d", "/", ",'limits':{'maxDepth':3}");
        house.define(
                "{'name':'r','method':'PUT','path':'/d/{id}','config':{'limits':{'maxDepth':3},'integrations':[{'name':'r',"
                        + "'type':'DATABASE','entity':'person','operation':'PUT','recordId':'{id}'}]}}");
        assertThat(post("/d", "{\"a\":[[1]]}").statusCode()).isEqualTo(200);
        assertThat(post("/d", "{\"a\":[[[1]]]}").statusCode()).isEqualTo(400);
        assertThat(house.send("POST", "/d", "[[[[1", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(200);
        assertThat(house.send("PUT", "/d/1", "{\"a\":[[[1]]]}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsOnlyAskedForStreamsWhateverItsDepthMayBe() {
        proxy("GET", "/d", "/", ",'limits':{'maxDepth':3}");
        proxy("POST", "/d", "/", ",'limits':{'maxDepth':3}");
        house.get("/d", "Accept-Encoding", "br");
        assertThat(upstream.last().header("Accept-encoding")).isEqualTo("br");
        house.send("POST", "/d", "{}", "Content-Type", "application/json", "Accept-Encoding", "br");
        assertThat(upstream.last().header("Accept-encoding"))
                .as("of what is held in memory")
                .isEqualTo("identity");
    }

    @ParameterizedTest
    @CsvSource({"application/json,415", "text/plain,200"})
    void jsonThatIsLookedAtForItsDepthIsNotEncoded(String type, int status) {
        proxy("POST", "/e", "/", ",'limits':{'maxDepth':3}");
        assertThat(house.send("POST", "/e", "\u001f", "Content-Type", type, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"gzip,415", "'gzip, identity',415", "identity,200"})
    void aBodyThatIsLookedAtIsNotEncoded(String coding, int status) {
        proxy("POST", "/e", "/", ",'requestSchema':{}");
        HttpResponse<String> answer =
                house.send("POST", "/e", "{}", "Content-Type", "application/json", "Content-Encoding", coding);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 415) {
            assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
        }
        proxy("POST", "/as-it-is", "/", "");
        assertThat(house.send("POST", "/as-it-is", "x", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(upstream.last().header("Content-encoding")).isEqualTo("gzip");
    }

    @Test
    void aDeepPlaceThatDoesNotFitIsTold() {
        String tree = "{'type':'object','properties':{'c':{'$ref':'#'},'v':{'type':'integer'}}}";
        proxy(
                "POST",
                "/deep",
                "/",
                ",'transformations':[{'phase':'REQUEST','definition':{'name':'m','type':'MAP','mode':'EDIT','inputSchema':"
                        + tree + ",'rules':[{'operation':'CONSTANT','target':'/x','parameters':{'value':1}}]}}]");
        String body = "{\"c\":".repeat(40) + "{\"v\":\"x\"}" + "}".repeat(40);
        HttpResponse<String> answer = post("/deep", body);
        assertThat(answer.body())
                .contains("DATA_TRANSFORMATION_ERROR", "/c/c/c/c/v")
                .doesNotContain("SYSTEM_ERROR");
    }

    @Test
    void aBodyOfNothingButBlanksIsNoJson() {
        proxy("POST", "/b", "/", ",'requestSchema':{}");
        assertThat(post("/b", "  ").statusCode()).isEqualTo(400);
    }
}
