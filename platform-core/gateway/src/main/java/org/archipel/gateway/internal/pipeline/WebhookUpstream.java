package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.base.Hmac;
import org.archipel.gateway.internal.http.Header;
import org.archipel.persistence.Ids;

/** Posts the request's body to an address, signed by Standard Webhooks where there is a secret. Immutable and thread-safe. */
final class WebhookUpstream implements Upstream {
    private static final String SECRET_PREFIX = "whsec_";
    private static final int ACCEPTED = 202;

    private final HttpUpstream http;
    private final Optional<byte[]> key;

    /**
     * @param secret as in {@code whsec_…}, or any text; null for no signature
     * @throws IllegalArgumentException if the secret cannot be read
     */
    WebhookUpstream(HttpUpstream http, String secret) {
        this.http = http;
        this.key = Optional.ofNullable(secret)
                .map(text -> text.startsWith(SECRET_PREFIX)
                        ? Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length()))
                        : text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        Payload sent = body.isEmpty() ? Payload.of(JsonNodeFactory.instance.objectNode()) : body;
        String id = "msg_" + Ids.next();
        String time = Long.toString(Instant.now().getEpochSecond());
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        headers.add(new Header("webhook-id", id));
        headers.add(new Header("webhook-timestamp", time));
        key.ifPresent(
                bytes -> headers.add(new Header("webhook-signature", Hmac.ofWebhook(bytes, id, time, sent.bytes()))));
        return http.call(context.with(headers), sent).thenApply(reply -> {
            if (!reply.successful()) {
                throw new PlatformException(
                        ErrorCode.INTEGRATION_ERROR, "The webhook was refused with status " + reply.status() + ".");
            }
            return Reply.json(
                    ACCEPTED, Payload.of(JsonNodeFactory.instance.objectNode().put("id", id)));
        });
    }
}
