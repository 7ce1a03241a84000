package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** Calls an endpoint's upstreams, one after the other or all at once. Immutable and thread-safe. */
final class Upstreams implements Upstream {
    private final List<Upstream> parts;
    private final boolean parallel;

    Upstreams(List<Upstream> parts, boolean parallel) {
        this.parts = List.copyOf(parts);
        this.parallel = parallel;
    }

    @Override
    public String name() {
        return "all";
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        return parallel && parts.size() > 1 ? together(context, body) : inOrder(context, body, 0);
    }

    private CompletableFuture<Reply> inOrder(CallContext context, Payload body, int at) {
        CompletableFuture<Reply> reply = parts.get(at).call(context, body);
        return at == parts.size() - 1
                ? reply
                : reply.thenCompose(answer -> answer.successful()
                        ? inOrder(context, answer.payload(), at + 1)
                                .thenApply(next -> next.substituteIf(answer.substitute()))
                        : CompletableFuture.completedFuture(answer));
    }

    /** The first that is not successful is the answer. */
    private CompletableFuture<Reply> together(CallContext context, Payload body) {
        List<CompletableFuture<Reply>> replies =
                parts.stream().map(part -> part.call(context, body)).toList();
        return CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> replies.stream()
                        .map(CompletableFuture::join)
                        .filter(reply -> !reply.successful())
                        .findFirst()
                        .orElseGet(() -> merged(replies)));
    }

    private Reply merged(List<CompletableFuture<Reply>> replies) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < parts.size(); i++) {
            Payload payload = replies.get(i).join().payload();
            try {
                if (!payload.isEmpty()) {
                    all.set(parts.get(i).name(), payload.json());
                }
            } catch (JsonProcessingException e) {
                throw new PlatformException(
                        ErrorCode.INTEGRATION_ERROR,
                        "The integration '" + parts.get(i).name() + "' answered with no valid JSON.");
            }
        }
        return Reply.json(Payload.of(all))
                .substituteIf(replies.stream().map(CompletableFuture::join).anyMatch(Reply::substitute));
    }
}
