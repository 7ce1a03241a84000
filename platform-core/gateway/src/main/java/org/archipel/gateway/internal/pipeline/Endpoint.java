package org.archipel.gateway.internal.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.archipel.gateway.internal.auth.ApiCaller;
import org.archipel.gateway.internal.auth.Authenticator;
import org.archipel.gateway.internal.metrics.EndpointMetrics;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.gateway.internal.route.PathTemplate;

/** A custom API, compiled. Nothing of it changes: another definition is another endpoint. Thread-safe. */
public final class Endpoint {
    private final CustomApi api;
    private final PathTemplate path;
    private final List<String> parameters;
    private final Authenticator authenticator;
    private final Access access;
    private final boolean named;
    private final Optional<RateLimit> limit;
    private final boolean waits;
    private final Optional<Cors> cors;
    private final DeprecationHeaders deprecation;
    private final Optional<Handler> handler;
    private final Executor workers;
    private final SeenCallers callers;
    private final EndpointMetrics metrics;

    /** @param handler empty if what the API refers to is gone */
    Endpoint(
            CustomApi api,
            PathTemplate path,
            Authenticator authenticator,
            Access access,
            Optional<RateLimit> limit,
            Optional<Cors> cors,
            Optional<Handler> handler,
            Executor workers,
            SeenCallers callers,
            EndpointMetrics metrics) {
        this.callers = callers;
        this.api = api;
        this.path = path;
        this.parameters = path.parameters();
        this.authenticator = authenticator;
        this.access = access;
        this.named = api.definition().config().authentication().type() != AuthenticationSettings.Type.NONE;
        this.limit = limit;
        this.waits = limit.filter(RateLimit::mayWait).isPresent();
        this.cors = cors;
        this.deprecation = new DeprecationHeaders(api.definition().deprecation());
        this.handler = handler;
        this.workers = workers;
        this.metrics = metrics;
    }

    public CustomApi api() {
        return api;
    }

    public PathTemplate path() {
        return path;
    }

    public int major() {
        return api.definition().major();
    }

    public String method() {
        return api.definition().method();
    }

    public Optional<Deprecation> deprecation() {
        return Optional.ofNullable(api.definition().deprecation());
    }

    /** Whether its sunset is over. */
    public boolean hasEnded() {
        return deprecation()
                .map(Deprecation::sunset)
                .filter(sunset -> sunset.isBefore(Instant.now()))
                .isPresent();
    }

    /** Whether it answers otherwise than that what the API refers to is gone. */
    public boolean isAvailable() {
        return handler.isPresent();
    }

    /** Whether callers prove who they are. */
    boolean isGuarded() {
        return named;
    }

    List<String> parameters() {
        return parameters;
    }

    EndpointMetrics metrics() {
        return metrics;
    }

    /** Answers a request, now or later. */
    void serve(Exchange exchange) {
        deprecation.set(exchange.response());
        cors.ifPresent(rules -> rules.answer(exchange));
        Hops.requireFew(exchange.server().getHeaders());
        Optional<ApiCaller> known = authenticator.quickly(exchange);
        if (known.isPresent() && !waits) {
            admit(exchange, known.get());
            return;
        }
        exchange.goAsync();
        Optional<CompletableFuture<ApiCaller>> asked =
                known.isPresent() ? Optional.empty() : authenticator.asking(exchange, workers);
        if (asked.isPresent()) {
            asked.get()
                    .thenAcceptAsync(caller -> exchange.step(() -> admit(exchange, caller)), workers)
                    .exceptionally(failure -> {
                        exchange.fail(failure);
                        return null;
                    });
        } else {
            workers.execute(() ->
                    exchange.step(() -> admit(exchange, known.orElseGet(() -> authenticator.thoroughly(exchange)))));
        }
    }

    private void admit(Exchange exchange, ApiCaller caller) {
        exchange.accept(caller);
        access.require(caller);
        if (named) {
            callers.saw(api.organizationId(), api.id(), caller.id());
        }
        limit.ifPresent(rate -> rate.take(exchange));
        handler.orElseThrow(Gone::integration).serve(exchange);
    }

    /** Answers a preflight of a browser; false if the API takes no calls of other pages. */
    public boolean preflight(Exchange exchange, String methods) {
        cors.ifPresent(rules -> rules.preflight(exchange, methods));
        return cors.isPresent();
    }
}
