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
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UriTemplate;

/** Calls an address over HTTP, with the body in memory. */
final class HttpUpstream implements Upstream {
    private static final byte[] NOTHING = new byte[0];
    /** Without it any coding would be welcome (RFC 9110, section 12.5.3). */
    private static final Header AS_IT_IS = new Header("Accept-Encoding", "identity");

    private final String name;
    private final UpstreamCalls calls;
    private final HttpCall.Channel channel;
    private final UriTemplate address;
    private final String method;
    private final boolean handsQueryOn;
    private final List<Header> headers;
    private final Duration timeout;

    /**
     * @param method null for that of the request
     * @param handsQueryOn whether the request's query goes behind that of the address
     */
    HttpUpstream(
            String name,
            UpstreamCalls calls,
            HttpCall.Channel channel,
            UriTemplate address,
            String method,
            boolean handsQueryOn,
            List<Header> headers,
            Duration timeout) {
        this.name = name;
        this.calls = calls;
        this.channel = channel;
        this.address = address;
        this.method = method;
        this.handsQueryOn = handsQueryOn;
        this.headers = headers;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        String verb = method == null ? (context.method().equals("HEAD") ? "GET" : context.method()) : method;
        boolean sends = !body.isEmpty() && !verb.equals("GET") && !verb.equals("HEAD");
        return calls.send(new HttpCall(
                verb, uri(context, body), headers(context, sends), sends ? body.bytes() : NOTHING, timeout, channel));
    }

    private URI uri(CallContext context, Payload body) {
        JsonNode json = address.variables().stream().anyMatch(Variables::isOfBody) ? parsed(body) : null;
        URI target = address.expand(variable -> Variables.value(context, json, variable));
        String query = context.visibleQuery();
        if (query.isEmpty() || !handsQueryOn) {
            return target;
        }
        return URI.create(target + (target.getRawQuery() == null ? "?" : "&") + QueryString.canonical(query));
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
        if (headers.stream().noneMatch(own -> own.name().equalsIgnoreCase("accept-encoding"))) {
            all.add(AS_IT_IS);
        }
        if (sends && all.stream().noneMatch(header -> header.name().equalsIgnoreCase("content-type"))) {
            all.add(new Header("Content-Type", "application/json"));
        }
        all.add(new Header("X-Request-Id", context.requestId()));
        all.add(context.hop());
        return all;
    }
}
