package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.http.UriTemplate;

/** Calls an address over HTTP, with the body in memory. */
final class HttpUpstream implements Upstream {
    static final int MOST_BYTES = 16 << 20;
    private static final byte[] NOTHING = new byte[0];

    private final String name;
    private final UpstreamClient client;
    private final UriTemplate address;
    private final String method;
    private final List<Header> headers;
    private final Duration timeout;
    private final Guard guard;

    /** @param method null for that of the request */
    HttpUpstream(
            String name,
            UpstreamClient client,
            UriTemplate address,
            String method,
            List<Header> headers,
            Duration timeout,
            Guard guard) {
        this.name = name;
        this.client = client;
        this.address = address;
        this.method = method;
        this.headers = headers;
        this.timeout = timeout;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        String verb = method == null ? (context.method().equals("HEAD") ? "GET" : context.method()) : method;
        boolean sends = !body.isEmpty() && !verb.equals("GET") && !verb.equals("HEAD");
        HttpCall call = new HttpCall(
                verb, uri(context, body), headers(context, sends), sends ? body.bytes() : NOTHING, timeout);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        send(call, 1, System.nanoTime() + timeout.toNanos(), reply);
        return reply;
    }

    private URI uri(CallContext context, Payload body) {
        JsonNode json = address.variables().stream().anyMatch(Variables::isOfBody) ? parsed(body) : null;
        URI target = address.expand(variable -> Variables.value(context, json, variable));
        String query = context.visibleQuery();
        if (query.isEmpty() || method != null) {
            return target;
        }
        try {
            return URI.create(target + (target.getRawQuery() == null ? "?" : "&") + query);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    ErrorCode.VALIDATION_ERROR, "The query has a character that has to be encoded.");
        }
    }

    private static JsonNode parsed(Payload body) {
        try {
            return body.isEmpty() ? null : body.json();
        } catch (JsonProcessingException e) {
            throw new PlatformException(ErrorCode.VALIDATION_ERROR, "The body is no JSON.");
        }
    }

    private List<Header> headers(CallContext context, boolean sends) {
        List<Header> all = new ArrayList<>();
        for (Header header : context.headers()) {
            String lower = header.name().toLowerCase(Locale.ROOT);
            // The answer is looked at: it comes as it is.
            if (!lower.equals("accept-encoding")
                    && (sends || !lower.startsWith("content-"))
                    && headers.stream().noneMatch(own -> own.name().equalsIgnoreCase(lower))) {
                all.add(header);
            }
        }
        all.addAll(headers);
        if (sends && all.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            all.add(new Header("Content-Type", "application/json"));
        }
        all.add(new Header("X-Request-Id", context.requestId()));
        return all;
    }

    /** @param end of all attempts together */
    private void send(HttpCall call, int attempt, long end, CompletableFuture<Reply> reply) {
        CompletableFuture<HttpAnswer> sent;
        try {
            guard.admit();
        } catch (PlatformException e) {
            reply.completeExceptionally(e);
            return;
        }
        try {
            sent = client.send(call.within(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))), MOST_BYTES);
        } catch (RuntimeException e) {
            guard.abandoned();
            reply.completeExceptionally(e);
            return;
        }
        sent.whenComplete((answer, failure) -> {
            if (failure == null) {
                guard.answered(answer.status());
            } else {
                guard.failed();
            }
            boolean failed = failure != null || answer.status() >= 502 && answer.status() <= 504;
            if (failed && guard.again(call.method(), attempt, end - System.nanoTime())) {
                guard.later(attempt, () -> send(call, attempt + 1, end, reply));
            } else if (failure != null) {
                reply.completeExceptionally(failure);
            } else {
                reply.complete(reply(answer));
            }
        });
    }

    private static Reply reply(HttpAnswer answer) {
        List<Header> headers = answer.headers().stream()
                .filter(header -> AnswerHeaders.isForeign(header.name(), true))
                .toList();
        return new Reply(answer.status(), headers, Payload.of(answer.body()));
    }
}
