package org.archipel.gateway.internal.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.gateway.internal.auth.Authenticator;
import org.archipel.gateway.internal.auth.Authenticators;
import org.archipel.gateway.internal.http.ByteBudget;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.limit.Limits;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiTransformation.Phase;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.LimitSettings;
import org.archipel.gateway.internal.model.RateLimitSettings;
import org.archipel.gateway.internal.route.PathTemplate;
import org.archipel.transformation.Transformations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes endpoints of definitions, or says everything that is wrong with them. Thread-safe. */
@Component(service = EndpointCompiler.class)
public class EndpointCompiler {
    private static final long BUFFERED_BYTES = 1L << 20;
    private static final long STREAMED_BYTES = 64L << 20;
    private static final List<String> OF_ONE_ANSWER =
            List.of("range", "if-range", "if-none-match", "if-modified-since");

    private final Authenticators authenticators;
    private final Limits limits;
    private final BodyRulesCompiler rules;
    private final UpstreamCompiler upstreams;
    private final AnswerCaches caches;
    private final ApiMetrics metrics;
    private final SeenCallers callers;
    private final Workers workers;
    /** What requests' bodies may take in memory, all together. */
    private final ByteBudget bodies = ByteBudget.ofHeap();

    @Activate
    public EndpointCompiler(
            @Reference Authenticators authenticators,
            @Reference Limits limits,
            @Reference Transformations transformations,
            @Reference UpstreamCompiler upstreams,
            @Reference AnswerCaches caches,
            @Reference ApiMetrics metrics,
            @Reference SeenCallers callers,
            @Reference Workers workers) {
        this.callers = callers;
        this.authenticators = authenticators;
        this.limits = limits;
        this.rules = new BodyRulesCompiler(transformations);
        this.upstreams = upstreams;
        this.caches = caches;
        this.metrics = metrics;
        this.workers = workers;
    }

    /**
     * Looks at a definition that is to be saved, and runs the test cases of its rules.
     *
     * @param api with its secrets
     * @throws org.archipel.api.error.ValidationException with everything that is wrong
     */
    public void check(CustomApi api) {
        Problems problems = new Problems();
        new DefinitionCheck(problems).saved(api.definition());
        compile(api, problems);
        rules.runTestCases(api, problems);
        problems.throwIfAny();
    }

    /**
     * An endpoint of a definition that was checked when it was saved.
     *
     * @param api with its secrets
     * @throws org.archipel.api.error.ValidationException with everything that is wrong
     */
    public Endpoint compile(CustomApi api) {
        return compile(api, new Problems());
    }

    private Endpoint compile(CustomApi api, Problems problems) {
        ApiDefinition definition = api.definition();
        new DefinitionCheck(problems).check(definition);
        Optional<PathTemplate> path = problems.attempt("/path", () -> PathTemplate.parse(definition.path()));
        AuthenticationSettings settings = definition.config().authentication();
        Optional<Authenticator> authenticator = problems.attempt(
                "/config/authentication/settings", () -> authenticators.of(api.organizationId(), settings));
        Optional<Handler> handler = path.isEmpty() || authenticator.isEmpty()
                ? Optional.empty()
                : handler(api, path.get(), authenticator.get(), problems);
        problems.throwIfAny();
        return new Endpoint(
                api,
                path.orElseThrow(),
                authenticator.orElseThrow(),
                new Access(Set.copyOf(settings.roles()), Set.copyOf(settings.scopes())),
                limit(api),
                Optional.ofNullable(definition.config().cors()).map(Cors::new),
                handler,
                workers.of(api.organizationId()),
                callers,
                metrics.of(api.organizationId(), api.id()));
    }

    /**
     * What answers 503 in the place of an API that was valid when it was saved: something that it refers to is gone. Who may not call
     * it does not learn that, as far as callers can still be known.
     *
     * @throws IllegalArgumentException if its path is none
     */
    public Endpoint unavailable(CustomApi api) {
        ApiDefinition definition = api.definition();
        AuthenticationSettings settings = definition.config().authentication();
        Optional<Authenticator> authenticator =
                new Problems().attempt("", () -> authenticators.of(api.organizationId(), settings));
        return new Endpoint(
                api,
                PathTemplate.parse(definition.path()),
                authenticator.orElseGet(Authenticators::anybody),
                authenticator.isEmpty()
                        ? new Access(Set.of(), Set.of())
                        : new Access(Set.copyOf(settings.roles()), Set.copyOf(settings.scopes())),
                Optional.empty(),
                Optional.ofNullable(definition.config().cors()).map(Cors::new),
                Optional.empty(),
                workers.of(api.organizationId()),
                callers,
                metrics.of(api.organizationId(), api.id()));
    }

    private Optional<RateLimit> limit(CustomApi api) {
        RateLimitSettings settings = api.definition().config().rateLimit();
        if (settings == null || !settings.enabled()) {
            return Optional.empty();
        }
        String id = settings.key() == RateLimitSettings.Key.ORGANIZATION ? api.organizationId() : api.id();
        LimitRule rule = new LimitRule(
                id,
                LimitRule.Kind.valueOf(settings.strategy().name()),
                settings.requestsPerMinute(),
                Optional.ofNullable(settings.burstLimit()).orElse(settings.requestsPerMinute()),
                settings.windowSeconds() * 1000L);
        return Optional.of(new RateLimit(limits, rule, settings.key()));
    }

    private Optional<Handler> handler(
            CustomApi api, PathTemplate path, Authenticator authenticator, Problems problems) {
        ApiConfig config = api.definition().config();
        LimitSettings sizes = sizes(config);
        BodyRules request = rules.of(api, Phase.REQUEST, problems);
        BodyRules response = rules.of(api, Phase.RESPONSE, problems);
        UpstreamCompiler.Context context = new UpstreamCompiler.Context(
                api.organizationId(), api.id(), path.parameters(), authenticator, config.cors() != null);
        Optional<Duration> timeout = Optional.ofNullable(sizes.timeoutMs()).map(Duration::ofMillis);
        if (streams(config, request, response)) {
            long most = Optional.ofNullable(sizes.maxBodyBytes()).orElse(STREAMED_BYTES);
            ApiIntegration only = config.integrations().get(0);
            return problems.attempt(
                    "/config/integrations/0", () -> upstreams.passThrough(context, only, most, timeout));
        }
        List<Upstream> called = called(context, config, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Optional<CacheRule> cache = problems.attempt("/config/caching/strategy", () -> caches.of(api))
                .flatMap(rule -> rule);
        return Optional.of(new BufferedHandler(
                request,
                called.size() == 1
                        ? called.get(0)
                        : new Upstreams(called, config.execution() == ApiConfig.Execution.PARALLEL),
                response,
                new RequestHeaders(
                        kept(api.definition(), authenticator, called.size() > 1 || !response.isEmpty()),
                        authenticator.parameter().orElse(null),
                        cache.map(CacheRule::headers),
                        List.of()),
                cache,
                Math.min(
                        UpstreamCalls.MOST_BYTES,
                        Optional.ofNullable(sizes.maxBodyBytes()).orElse(BUFFERED_BYTES)),
                bodies,
                timeout,
                workers.of(api.organizationId()),
                workers.timer(),
                config.mock() == null
                        || !request.isEmpty()
                        || !response.isEmpty()
                        || !api.definition().method().equals("GET")));
    }

    /** Headers of a request that no upstream sees: an answer that is made here is no part of an upstream's, and none that is known. */
    private static List<String> kept(ApiDefinition definition, Authenticator authenticator, boolean made) {
        List<String> kept = new ArrayList<>(authenticator.headers());
        if (made && "GET".equals(definition.method())) {
            kept.addAll(OF_ONE_ANSWER);
        }
        return kept;
    }

    private List<Upstream> called(UpstreamCompiler.Context context, ApiConfig config, Problems problems) {
        List<Upstream> called = new ArrayList<>();
        for (int i = 0; i < config.integrations().size(); i++) {
            ApiIntegration integration = config.integrations().get(i);
            problems.attempt("/config/integrations/" + i, () -> upstreams.upstream(context, integration))
                    .ifPresent(called::add);
        }
        if (config.mock() != null) {
            called.add(new MockUpstream(config.mock()));
        }
        return called;
    }

    /**
     * A definition to be tried before it answers.
     *
     * @param api with its secrets
     * @throws org.archipel.api.error.ValidationException with everything that is wrong
     */
    public Trial trial(CustomApi api) {
        Endpoint endpoint = compile(api);
        ApiConfig config = api.definition().config();
        AuthenticationSettings settings = config.authentication();
        Authenticator authenticator = authenticators.of(api.organizationId(), settings);
        Problems none = new Problems();
        UpstreamCompiler.Context context = new UpstreamCompiler.Context(
                api.organizationId(), api.id(), endpoint.parameters(), authenticator, config.cors() != null);
        LimitSettings sizes = sizes(config);
        return new Trial(
                api.definition().method(),
                endpoint.parameters(),
                rules.of(api, Phase.REQUEST, none),
                called(context, config, none),
                config.execution() == ApiConfig.Execution.PARALLEL,
                rules.of(api, Phase.RESPONSE, none),
                new RequestHeaders(
                        authenticator.headers(),
                        authenticator.parameter().orElse(null),
                        caches.of(api).map(CacheRule::headers),
                        List.of()),
                Optional.ofNullable(sizes.timeoutMs()).map(Duration::ofMillis));
    }

    private static LimitSettings sizes(ApiConfig config) {
        return Optional.ofNullable(config.limits()).orElseGet(() -> new LimitSettings(null, null, null));
    }

    /** Whether nothing looks at the bodies. */
    private static boolean streams(ApiConfig config, BodyRules request, BodyRules response) {
        return config.integrations().size() == 1
                && config.integrations().get(0).type() == ApiIntegration.Type.HTTP
                && config.integrations().get(0).fallback() == null
                && config.integrations().get(0).batch() == null
                && (config.caching() == null || !config.caching().enabled())
                && request.isEmpty()
                && response.isEmpty();
    }
}
