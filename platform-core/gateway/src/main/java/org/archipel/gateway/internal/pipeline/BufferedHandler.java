package org.archipel.gateway.internal.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.cache.AnswerCache;
import org.archipel.gateway.internal.cache.CachedAnswer;
import org.archipel.gateway.internal.http.ByteBudget;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.rest.ProblemException;
import org.archipel.transformation.TransformationException;
import org.eclipse.jetty.http.HttpFields;

/** Answers with bodies in memory: checks and changes the request's, calls the upstreams, checks and changes the answer's. */
final class BufferedHandler implements Handler {
    /** Nobody waits longer, whatever hangs: as long as the longest time that a definition may give. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int UNSUPPORTED = 415;

    private final BodyRules requestRules;
    private final Upstream upstream;
    private final BodyRules responseRules;
    private final RequestHeaders headers;
    private final Optional<CacheRule> cache;
    private final long mostBytes;
    private final ByteBudget bodies;
    private final Duration timeout;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final boolean takesTime;

    /**
     * @param timeout from the request's begin to its answer, however many calls it takes; empty for five minutes
     * @param takesTime whether answers come from elsewhere, or cost more than to be written
     */
    BufferedHandler(
            BodyRules requestRules,
            Upstream upstream,
            BodyRules responseRules,
            RequestHeaders headers,
            Optional<CacheRule> cache,
            long mostBytes,
            ByteBudget bodies,
            Optional<Duration> timeout,
            Executor workers,
            ScheduledExecutorService timer,
            boolean takesTime) {
        this.requestRules = requestRules;
        this.upstream = upstream;
        this.responseRules = responseRules;
        this.headers = headers;
        this.cache = cache;
        this.mostBytes = mostBytes;
        this.bodies = bodies;
        this.timeout = timeout.orElse(LONGEST);
        this.workers = workers;
        this.timer = timer;
        this.takesTime = takesTime;
    }

    @Override
    public void serve(Exchange exchange) {
        if (cache.isPresent()) {
            serveCached(exchange, cache.get());
            return;
        }
        CallContext context = context(exchange);
        String mediaType = exchange.header("Content-Type");
        if (!BodyReader.hasBody(exchange)) {
            if (takesTime) {
                later(exchange);
                workers.execute(() -> exchange.step(() -> process(exchange, context, Payload.empty(), mediaType)));
            } else {
                process(exchange, context, Payload.empty(), mediaType);
            }
            return;
        }
        if (!requestRules.takesAll() || !requestRules.isEmpty() && BodyRules.isJson(mediaType)) {
            requirePlain(exchange);
        }
        later(exchange);
        BodyReader.read(exchange, mostBytes, bodies).whenComplete((body, failure) -> {
            if (failure != null) {
                exchange.fail(failure);
            } else {
                exchange.step(() -> workers.execute(
                        () -> exchange.step(() -> process(exchange, context, Payload.of(body), mediaType))));
            }
        });
    }

    /** A body that is looked at comes as it is. */
    private static void requirePlain(Exchange exchange) {
        String coding = exchange.header("Content-Encoding");
        if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
            exchange.response().setHeader("Accept-Encoding", "identity");
            throw new ProblemException(
                    UNSUPPORTED, ErrorCode.VALIDATION_ERROR, "This API takes bodies without a Content-Encoding.");
        }
    }

    private void serveCached(Exchange exchange, CacheRule rule) {
        CallContext context = context(exchange);
        String key = rule.key(context);
        CachedAnswer found = rule.answers().quickly(key);
        if (found != null) {
            exchange.endpoint().metrics().hit();
            exchange.answer(Conditional.of(exchange, rule.answers().answer(found, "hit")));
            return;
        }
        later(exchange);
        workers.execute(() -> exchange.step(() -> fetch(exchange, rule, key, context)));
    }

    private void fetch(Exchange exchange, CacheRule rule, String key, CallContext context) {
        HttpFields fields = exchange.server().getHeaders();
        AnswerCache.Source source = new AnswerCache.Source() {
            @Override
            public Optional<Runnable> joins(String flight) {
                return Hops.join(flight, fields);
            }

            @Override
            public CompletableFuture<HttpAnswer> answer(String flight) {
                return BufferedHandler.this.answer(context.on(flight), Payload.empty(), null);
            }
        };
        rule.answers().get(key, source).whenComplete((given, failure) -> {
            if (failure != null) {
                exchange.fail(failure);
                return;
            }
            if (given.kept()) {
                exchange.endpoint().metrics().hit();
            }
            exchange.step(() -> exchange.answer(Conditional.of(exchange, given.answer())));
        });
    }

    private void later(Exchange exchange) {
        exchange.goAsync();
        exchange.toCaller().within(timeout, timer);
    }

    private CallContext context(Exchange exchange) {
        return new CallContext(
                exchange.request().getMethod(),
                exchange.endpoint().parameters(),
                exchange.parameters(),
                exchange.query(),
                headers.hiddenParameter(),
                headers.ofCaller(exchange),
                exchange.callerId(),
                exchange.requestId(),
                exchange.caller().platform().orElse(null));
    }

    private void process(Exchange exchange, CallContext context, Payload body, String mediaType) {
        answer(context, body, mediaType).whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.fail(failure);
            } else {
                exchange.step(() -> exchange.answer(answer));
            }
        });
    }

    /** The answer to a request, whoever waits for it. */
    private CompletableFuture<HttpAnswer> answer(CallContext context, Payload body, String mediaType) {
        Payload sent = requestRules.request(body, mediaType);
        CompletableFuture<Reply> reply = upstream.call(context, sent);
        return responseRules.isEmpty() || reply.isDone()
                ? reply.thenApply(this::answer)
                : reply.thenApplyAsync(this::answer, workers);
    }

    private HttpAnswer answer(Reply reply) {
        try {
            Reply changed = responseRules.response(reply);
            return new HttpAnswer(
                    changed.status(), changed.headers(), changed.payload().bytes(), changed.substitute());
        } catch (TransformationException e) {
            throw BodyRules.ofAnswer(e);
        }
    }
}
