package org.archipel.gateway.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.fakes.Addresses;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.model.ApiIntegration.RetryPolicy;
import org.archipel.gateway.internal.model.BatchSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests become one call. No time passes here: a call goes because of what comes. */
class BatchUpstreamTest {
    private static final int NEVER = 3_600_000;

    private final Upstream upstream = new Upstream();
    private final UpstreamClient client = new UpstreamClient(new Addresses(), new ServerSelectors());
    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
        client.close();
        upstream.close();
    }

    /** Its items are the bodies, told apart by their {@code id}; it gives them back. */
    private BatchUpstream upstream(int most, int waitMillis) {
        upstream.handler = request -> Answer.json(request.body());
        return new BatchUpstream(
                "up",
                new UpstreamCalls(
                        client, new Guard(new Circuits().of("o", "up"), new RetryPolicy(1, null), workers.timer())),
                new HttpCall(
                        "POST",
                        URI.create(upstream.url() + "/"),
                        List.of(),
                        new byte[0],
                        Duration.ofSeconds(30),
                        HttpCall.Channel.PLATFORM),
                new BatchForm(new BatchSettings(null, null, null, null, null, "/id", null, null, null, null)),
                most,
                waitMillis,
                workers,
                workers.timer());
    }

    private static CompletableFuture<Reply> ask(BatchUpstream batch, String method, String body) {
        CallContext context = new CallContext(
                method, List.of(), List.of(), QueryString.parse(null), null, List.of(), "caller", "request", null);
        return batch.call(context, Payload.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(CompletableFuture<Reply> reply) {
        byte[] body = reply.orTimeout(60, TimeUnit.SECONDS).join().payload().bytes();
        return new String(body, StandardCharsets.UTF_8);
    }

    private List<Integer> ids(int call) throws JsonProcessingException {
        return House.JSON.readTree(upstream.asked().get(call).body()).findValues("id").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    @Test
    void aCallGoesWhenItIsFull() throws JsonProcessingException {
        BatchUpstream batch = upstream(2, NEVER);
        CompletableFuture<Reply> one = ask(batch, "POST", "{\"id\":1}");
        assertThat(one).isNotDone();
        CompletableFuture<Reply> two = ask(batch, "POST", "{\"id\":2}");
        assertThat(text(one)).isEqualTo("{\"id\":1}");
        assertThat(text(two)).isEqualTo("{\"id\":2}");
        assertThat(ids(0)).containsExactly(1, 2);
    }

    @Test
    void aCallGoesWhenItsTimeIsOver() {
        BatchUpstream batch = upstream(2, 1);
        assertThat(text(ask(batch, "POST", "{\"id\":1}"))).isEqualTo("{\"id\":1}");
        assertThat(text(ask(batch, "POST", "{\"id\":2}"))).isEqualTo("{\"id\":2}");
        assertThat(upstream.asked()).hasSize(2);
    }

    @Test
    void readersWhoAskTheSameAreOneItem() throws JsonProcessingException {
        BatchUpstream batch = upstream(2, NEVER);
        List<CompletableFuture<Reply>> same = List.of(
                ask(batch, "GET", "{\"id\":1}"), ask(batch, "HEAD", "{\"id\":1}"), ask(batch, "GET", "{\"id\":1}"));
        ask(batch, "GET", "{\"id\":2}");
        assertThat(same).allSatisfy(one -> assertThat(text(one)).isEqualTo("{\"id\":1}"));
        assertThat(ids(0)).containsExactly(1, 2);
    }

    @Test
    void writersOfOneKeyGoInDifferentCallsAlsoWhenTheyWriteTheSame() throws JsonProcessingException {
        BatchUpstream batch = upstream(2, NEVER);
        CompletableFuture<Reply> first = ask(batch, "POST", "{\"id\":1,\"n\":1}");
        CompletableFuture<Reply> second = ask(batch, "POST", "{\"id\":1,\"n\":1}");
        assertThat(text(first)).isEqualTo("{\"id\":1,\"n\":1}");
        assertThat(second).isNotDone();
        CompletableFuture<Reply> third = ask(batch, "POST", "{\"id\":2}");
        assertThat(text(second)).isEqualTo("{\"id\":1,\"n\":1}");
        assertThat(text(third)).isEqualTo("{\"id\":2}");
        assertThat(ids(0)).containsExactly(1);
        assertThat(ids(1)).containsExactly(1, 2);
    }

    @Test
    void whatIsTooMuchForOneCallIsAnother() throws JsonProcessingException {
        BatchUpstream batch = upstream(100, NEVER);
        String large = "{\"id\":%d,\"x\":\"" + "x".repeat(3 << 20) + "\"}";
        CompletableFuture<Reply> first = ask(batch, "POST", String.format(large, 1));
        ask(batch, "POST", String.format(large, 2));
        assertThat(text(first)).hasSizeGreaterThan(3 << 20);
        assertThat(ids(0)).containsExactly(1);
        assertThat(upstream.asked()).hasSize(1);
    }
}
