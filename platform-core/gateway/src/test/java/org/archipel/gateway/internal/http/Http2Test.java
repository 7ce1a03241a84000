package org.archipel.gateway.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.fakes.Addresses;
import org.archipel.gateway.internal.fakes.TlsUpstream;
import org.archipel.gateway.internal.http.HttpCall.Channel;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 to upstreams that offer it, and HTTP/1.1 to the others. */
class Http2Test {
    private static final Channel ONE = new Channel("one", true);
    private static final Duration TIME = Duration.ofSeconds(30);

    private final UpstreamClient client =
            new UpstreamClient(new Addresses(), new ServerSelectors(), TlsUpstream.trusted());
    private final TlsUpstream upstream = new TlsUpstream(true);

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    private static HttpCall call(String url, String method, byte[] body, Channel channel) {
        return new HttpCall(method, URI.create(url), List.of(), body, TIME, channel);
    }

    private CompletableFuture<HttpAnswer> get(String url, Channel channel) {
        return client.send(call(url, "GET", new byte[0], channel), TlsUpstream.LARGE);
    }

    private static String text(CompletableFuture<HttpAnswer> answer) {
        return new String(answer.orTimeout(60, TimeUnit.SECONDS).join().body(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsSpokenWhereItIsOffered() {
        assertThat(text(get(upstream.url(), ONE))).isEqualTo("HTTP/2.0");
    }

    @Test
    void itIsNotSpokenWhereItIsSwitchedOff() {
        assertThat(text(get(upstream.url(), new Channel("one", false)))).isEqualTo("HTTP/1.1");
        assertThat(text(get(upstream.url(), ONE))).isEqualTo("HTTP/2.0");
    }

    @Test
    void anUpstreamThatNegotiatesNothingIsAskedByHttp11() {
        try (TlsUpstream old = new TlsUpstream(false)) {
            assertThat(text(get(old.url(), ONE))).isEqualTo("HTTP/1.1");
        }
    }

    @Test
    void whoIsNotTrustedIsNotAsked() {
        UpstreamClient strict = new UpstreamClient(new Addresses(), new ServerSelectors());
        try {
            assertThatThrownBy(() -> strict.send(call(upstream.url(), "GET", new byte[0], ONE), 100)
                            .join())
                    .hasRootCauseInstanceOf(GeneralSecurityException.class)
                    .hasCauseInstanceOf(PlatformException.class);
            assertThat(upstream.connections()).isZero();
        } finally {
            strict.close();
        }
    }

    @Test
    void callsShareAConnectionAndOwnersShareNone() {
        text(get(upstream.url(), ONE));
        List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(get(upstream.url(), ONE));
        }
        answers.forEach(answer -> assertThat(text(answer)).isEqualTo("HTTP/2.0"));
        assertThat(upstream.connections()).isEqualTo(1);
        text(get(upstream.url(), new Channel("two", true)));
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void bodiesGoBothWays() {
        byte[] body = new byte[TlsUpstream.LARGE];
        body[7] = 1;
        HttpAnswer answer = client.send(call(upstream.url() + "/echo", "POST", body, ONE), body.length)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("X-Protocol")).contains("HTTP/2.0");
    }

    @Test
    void answersThatNobodyTakesHoldUpNoOthersOfTheirConnection() throws InterruptedException {
        text(get(upstream.url(), ONE));
        int many = 20;
        CountDownLatch begun = new CountDownLatch(many);
        List<Content.Source> held = new CopyOnWriteArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Request request = client.streamed(call(upstream.url() + "/large", "GET", new byte[0], ONE));
            request.onResponseContentSource((response, source) -> {
                held.add(source);
                begun.countDown();
            });
            requests.add(request);
            request.send(result -> {});
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(text(get(upstream.url(), ONE))).isEqualTo("HTTP/2.0");
        }
        assertThat(get(upstream.url() + "/large", ONE)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join()
                        .body())
                .hasSize(TlsUpstream.LARGE);
        assertThat(upstream.connections()).isEqualTo(1);
        assertThat(held).hasSize(many);
        requests.forEach(request -> request.abort(new IllegalStateException("the test is over")));
    }
}
