package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.archipel.gateway.internal.fakes.Hub;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes too long is given up, and holds up nothing else. */
class TimeLimitsTest extends GatewayTest {
    /** More than the buffers of a connection hold. */
    private static final int LARGE = 64 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'integrations':[%s]",
                "'integrations':[%1$s,{'name':'two','endpoint':'http://127.0.0.1:1/'}]",
                "'caching':{'ttlSeconds':60},'integrations':[%s]",
            })
    void anAnswerThatTakesTooLongIsGivenUp(String config) {
        define("GET", "/late", "'limits':{'timeoutMs':200}," + String.format(config, http("up", "/")));
        CountDownLatch gate = new CountDownLatch(1);
        upstream.handler = request -> {
            waitAt(gate);
            return Answer.json("1");
        };
        try {
            HttpResponse<String> answer = house.get("/late");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("CONNECTION_FAILED");
        } finally {
            gate.countDown();
        }
    }

    /** Nobody reads for longer than the upstream may take: that is not its fault. */
    @Test
    void theTimeThatACallerTakesIsNotTheUpstreams() throws Exception {
        define("POST", "/large", "'integrations':[" + http("up", "/").replace("}", ",'timeoutMs':5000}") + "]");
        byte[] body = new byte[LARGE];
        upstream.handler = request -> new Answer(200, Map.of("Content-Type", "text/plain"), body);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (Socket caller = new Socket()) {
            caller.setReceiveBufferSize(4096);
            caller.setSoTimeout(60_000);
            caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), house.port()));
            caller.getOutputStream()
                    .write(("POST " + house.uri("/large").getRawPath()
                                    + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: key\r\n"
                                    + "Content-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(caller.getInputStream().read()).isEqualTo('H');
            byte[] read = clock.schedule(() -> caller.getInputStream().readAllBytes(), 8, TimeUnit.SECONDS)
                    .get();
            assertThat(read.length)
                    .as(() -> new String(read, 0, Math.min(read.length, 500), StandardCharsets.US_ASCII))
                    .isGreaterThan(LARGE);
        } finally {
            clock.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'responseSchema':{},"})
    void triesShareTheTimeOfTheirCall(String buffered) {
        define(
                "GET",
                "/tries",
                buffered + "'integrations':["
                        + http("up", "/")
                                .replace("}", ",'timeoutMs':5000,'retryPolicy':{'maxAttempts':10,'baseDelayMs':2000}}")
                        + "]");
        upstream.handler = request -> Answer.of(503, "{}");
        long begin = System.nanoTime();
        assertThat(house.get("/tries").statusCode()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MINUTES.toNanos(1));
    }

    @Test
    void whatHangsInThePlatformIsGivenUpAndLeftAlone() {
        CountDownLatch gate = new CountDownLatch(1);
        house.hub.before = () -> waitAt(gate);
        define(
                "POST",
                "/hang",
                "'integrations':[{'name':'a','type':'CONNECTOR','timeoutMs':1,'integrationId':'" + Hub.INTEGRATION
                        + "','action':'echo'}]");
        define(
                "GET",
                "/hang/{id}",
                "'integrations':[{'name':'r','type':'DATABASE','timeoutMs':100,'entity':'person','operation':'GET',"
                        + "'recordId':'{id}'}]");
        try {
            assertThat(house.get("/hang/1").statusCode()).isEqualTo(504);
            for (int i = 0; i < 20; i++) {
                assertThat(post("/hang", "{}").statusCode()).isEqualTo(504);
            }
            HttpResponse<String> open = post("/hang", "{}");
            assertThat(open.statusCode()).isEqualTo(503);
            assertThat(open.headers().firstValue("Retry-After")).isPresent();
        } finally {
            gate.countDown();
        }
    }

    @Test
    void anActionIsInterruptedWhenItsTimeIsOver() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        house.hub.before = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        action("/hang", Hub.INTEGRATION, 100);
        // What is still queued when its time is over does not begin.
        for (int i = 0; i < 15 && interrupted.getCount() > 0; i++) {
            assertThat(post("/hang", "{}").statusCode()).isEqualTo(504);
        }
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anActionThatHangsWhateverComesHoldsUpNoOther() {
        CountDownLatch gate = new CountDownLatch(1);
        house.hub.before = () -> {
            while (gate.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        };
        action("/hang", Hub.INTEGRATION, 1);
        action("/works", Hub.OTHER, 30_000);
        house.hub.records.clear();
        define("GET", "/r", "'integrations':[{'name':'r','type':'DATABASE','entity':'person'}]");
        try {
            for (int i = 0; i < 30; i++) {
                assertThat(post("/hang", "{}").statusCode()).isIn(503, 504);
            }
            assertThat(post("/works", "{}").statusCode()).isEqualTo(200);
            assertThat(house.get("/r").statusCode()).isEqualTo(200);
        } finally {
            gate.countDown();
        }
    }

    private void action(String path, String integration, int timeoutMs) {
        define(
                "POST",
                path,
                "'integrations':[{'name':'a','type':'CONNECTOR','timeoutMs':" + timeoutMs + ",'integrationId':'"
                        + integration + "','action':'echo'}]");
    }
}
