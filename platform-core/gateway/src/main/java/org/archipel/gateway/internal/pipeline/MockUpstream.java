package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.model.MockAnswer;

/** Gives always the same answer. Immutable and thread-safe. */
final class MockUpstream implements Upstream {
    private final int status;
    private final List<Header> headers;
    private final JsonNode body;
    private final byte[] bytes;

    MockUpstream(MockAnswer mock) {
        status = mock.status();
        body = mock.body();
        bytes = body == null ? new byte[0] : Payload.of(body).bytes();
        headers = new ArrayList<>();
        if (body != null) {
            headers.add(new Header("Content-Type", "application/json"));
        }
        mock.headers().forEach((name, value) -> {
            if (AnswerHeaders.isForeign(name, false)) {
                headers.add(new Header(name, value));
            }
        });
    }

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload ignored) {
        return CompletableFuture.completedFuture(new Reply(status, headers, Payload.of(bytes)));
    }
}
