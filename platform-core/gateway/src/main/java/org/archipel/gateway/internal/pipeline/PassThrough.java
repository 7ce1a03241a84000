package org.archipel.gateway.internal.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.http.UriTemplate;
import org.eclipse.jetty.client.Request;

/** Hands a request on and its answer back, as both come: nothing looks at their bodies. */
final class PassThrough implements Handler {
    private static final byte[] NOTHING = new byte[0];

    private final UpstreamClient client;
    private final UriTemplate address;
    private final String method;
    private final RequestHeaders headers;
    private final Duration timeout;
    private final HttpCall.Channel channel;
    private final Guard guard;
    private final long mostBytes;
    private final boolean ownCors;

    /** @param method null for that of the request */
    PassThrough(
            UpstreamClient client,
            UriTemplate address,
            String method,
            RequestHeaders headers,
            Duration timeout,
            HttpCall.Channel channel,
            Guard guard,
            long mostBytes,
            boolean ownCors) {
        this.client = client;
        this.address = address;
        this.method = method;
        this.headers = headers;
        this.timeout = timeout;
        this.channel = channel;
        this.guard = guard;
        this.mostBytes = mostBytes;
        this.ownCors = ownCors;
    }

    @Override
    public void serve(Exchange exchange) {
        if (exchange.request().getContentLengthLong() > mostBytes) {
            throw BodyReader.tooLarge(mostBytes);
        }
        HttpCall call = new HttpCall(
                method == null ? exchange.request().getMethod() : method,
                uri(exchange),
                headers.of(exchange),
                NOTHING,
                timeout,
                channel);
        send(exchange, call, 1, System.nanoTime() + timeout.toNanos());
    }

    private URI uri(Exchange exchange) {
        URI target = address.expand(name -> Variables.value(exchange, null, name));
        String query = headers.hiddenParameter() == null
                ? exchange.request().getQueryString()
                : exchange.query().without(headers.hiddenParameter());
        if (query == null || query.isEmpty()) {
            return target;
        }
        return URI.create(target + (target.getRawQuery() == null ? "?" : "&") + QueryString.canonical(query));
    }

    /** @param end until when an answer has to begin, of whatever attempt */
    private void send(Exchange exchange, HttpCall call, int attempt, long end) {
        guard.admit();
        try {
            begin(exchange, call, attempt, end);
        } catch (RuntimeException e) {
            guard.abandoned();
            throw e;
        }
    }

    private void begin(Exchange exchange, HttpCall whole, int attempt, long end) {
        HttpCall call =
                attempt == 1 ? whole : whole.within(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
        exchange.goAsync();
        StallTimeout stall = new StallTimeout(call.timeout(), guard);
        RequestStream body = BodyReader.hasBody(exchange) ? RequestStream.of(exchange, mostBytes, stall) : null;
        ResponseStream answer = new ResponseStream(exchange, ownCors, new ResponseStream.Ending() {
            @Override
            public void answered(int status) {
                guard.answered(status);
            }

            @Override
            public void abandoned() {
                guard.abandoned();
            }

            @Override
            public Optional<Throwable> failed(Throwable failure, boolean begun) {
                if (body != null && body.failure() != null) {
                    guard.abandoned();
                    return Optional.of(body.failure());
                }
                guard.failed();
                if (!begun && body == null && guard.again(call.method(), attempt, end - System.nanoTime())) {
                    guard.later(attempt, () -> exchange.step(() -> send(exchange, whole, attempt + 1, end)));
                    return Optional.empty();
                }
                return Optional.of(UpstreamClient.failure(call, failure));
            }
        });
        if (body == null
                && exchange.endpoint().method().equals("GET")
                && client.wire().send(call, answer)) {
            return;
        }
        stream(call, body, answer, stall);
    }

    private void stream(HttpCall call, RequestStream body, ResponseStream answer, StallTimeout stall) {
        Request request = client.streamed(call);
        if (body != null) {
            request.body(body.content());
        }
        stall.begin(() -> request.abort(new TimeoutException()));
        request.onResponseHeaders(response -> {
                    stall.answer(false);
                    try {
                        answer.headers(response.getStatus(), response.getHeaders());
                    } catch (RuntimeException e) {
                        response.abort(e);
                    }
                })
                .onResponseContentAsync((response, chunk, demand) -> {
                    Runnable resume = () -> {
                        stall.answer(false);
                        demand.run();
                    };
                    // Before the answer knows how to go on: it may do so at once, on another thread.
                    stall.answer(true);
                    try {
                        if (answer.content(chunk.getByteBuffer(), resume)) {
                            resume.run();
                        }
                    } catch (IllegalStateException e) {
                        response.abort(e);
                    }
                })
                .send(result -> {
                    stall.ended();
                    if (result.isSucceeded()) {
                        answer.complete(result.getResponse().getStatus());
                    } else {
                        answer.failed(result.getFailure());
                    }
                });
    }
}
