package org.archipel.gateway.internal.pipeline;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.archipel.gateway.internal.auth.Authenticator;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.http.UriTemplate;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiIntegration.Operation;
import org.archipel.gateway.internal.model.ApiIntegration.RetryPolicy;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication;
import org.archipel.gateway.internal.model.BatchSettings;
import org.archipel.integrations.ConnectorActions;
import org.archipel.integrations.HubAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes upstreams of the integrations of a definition. Thread-safe. */
@Component(service = UpstreamCompiler.class)
public class UpstreamCompiler {
    private static final RetryPolicy ONCE = new RetryPolicy(1, null);

    private final UpstreamClient client;
    private final Workers workers;
    private final Circuits circuits = new Circuits();

    private final HubAccess hub;
    private final ConnectorActions actions;

    @Activate
    public UpstreamCompiler(
            @Reference UpstreamClient client,
            @Reference Workers workers,
            @Reference HubAccess hub,
            @Reference ConnectorActions actions) {
        this.client = client;
        this.workers = workers;
        this.hub = hub;
        this.actions = actions;
    }

    /**
     * What the integrations of one definition have in common.
     *
     * @param parameters of the path
     * @param ownCors whether the gateway answers browsers itself
     */
    record Context(
            String organizationId,
            String apiId,
            List<String> parameters,
            Authenticator authenticator,
            boolean ownCors) {}

    /**
     * @param limit for the whole request, which is one call
     * @throws IllegalArgumentException with a message for people
     */
    Handler passThrough(Context context, ApiIntegration integration, long mostBytes, Optional<Duration> limit) {
        Duration timeout = Duration.ofMillis(integration.timeoutMs());
        UriTemplate address = address(context, integration);
        address.variables().stream().filter(Variables::isOfBody).findFirst().ifPresent(variable -> {
            throw new IllegalArgumentException("takes '" + variable + "' of a body that nothing looks at");
        });
        return new PassThrough(
                client,
                address,
                method(integration),
                new RequestHeaders(
                        context.authenticator().headers(),
                        context.authenticator().parameter().orElse(null),
                        Optional.empty(),
                        headers(integration)),
                limit.filter(least -> least.compareTo(timeout) < 0).orElse(timeout),
                channel(context, integration),
                guard(context, integration, address),
                mostBytes,
                context.ownCors());
    }

    /** @throws IllegalArgumentException with a message for people */
    Upstream upstream(Context context, ApiIntegration integration) {
        Upstream upstream = switch (integration.type()) {
            case HTTP ->
                integration.batch() == null
                        ? http(context, integration, method(integration), headers(integration))
                        : batch(context, integration, integration.batch());
            case GRAPHQL -> graphQl(context, integration);
            case WEBHOOK -> webhook(context, integration);
            case DATABASE -> records(context, integration);
            case CONNECTOR -> connector(context, integration);
        };
        return integration.fallback() == null
                ? upstream
                : new FallbackUpstream(
                        upstream,
                        Reply.json(
                                Optional.ofNullable(integration.fallback().status())
                                        .orElse(200),
                                integration.fallback().body() == null
                                        ? Payload.empty()
                                        : Payload.of(Payload.of(
                                                        integration.fallback().body())
                                                .bytes())));
    }

    private HttpUpstream http(Context context, ApiIntegration integration, String method, List<Header> headers) {
        UriTemplate address = address(context, integration);
        return new HttpUpstream(
                integration.name(),
                new UpstreamCalls(client, guard(context, integration, address)),
                channel(context, integration),
                address,
                method,
                integration.type() == ApiIntegration.Type.HTTP,
                headers,
                Duration.ofMillis(integration.timeoutMs()));
    }

    private Upstream batch(Context context, ApiIntegration integration, BatchSettings settings) {
        UriTemplate address = address(context, integration);
        if (address.constant() == null) {
            throw new IllegalArgumentException("has a variable in its address, and a 'batch' of several requests");
        }
        if (settings.item() != null) {
            Template.check(settings.item(), context.parameters());
        }
        List<Header> headers = new ArrayList<>(headers(integration));
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
            headers.add(new Header("Content-Type", "application/json"));
        }
        return new BatchUpstream(
                integration.name(),
                new UpstreamCalls(client, guard(context, integration, address)),
                new HttpCall(
                        Optional.ofNullable(method(integration)).orElse("POST"),
                        address.constant(),
                        headers,
                        new byte[0],
                        Duration.ofMillis(integration.timeoutMs()),
                        channel(context, integration)),
                new BatchForm(settings),
                settings.maxSize(),
                settings.maxWaitMs(),
                workers.of(context.organizationId()),
                workers.timer());
    }

    private static HttpCall.Channel channel(Context context, ApiIntegration integration) {
        return new HttpCall.Channel(context.organizationId(), integration.http2() == ApiIntegration.Http2.AUTO);
    }

    private Upstream graphQl(Context context, ApiIntegration integration) {
        if (integration.query() == null || integration.query().isBlank()) {
            throw new IllegalArgumentException("needs a 'query'");
        }
        if (integration.variables() != null) {
            Template.check(integration.variables(), context.parameters());
        }
        List<Header> headers = new ArrayList<>(headers(integration));
        headers.add(new Header("Content-Type", "application/json"));
        return new GraphQlUpstream(
                http(context, integration, "POST", headers), integration.query(), integration.variables());
    }

    private Upstream webhook(Context context, ApiIntegration integration) {
        UpstreamAuthentication proof = integration.authentication();
        List<Header> headers = new ArrayList<>();
        integration.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        return new WebhookUpstream(http(context, integration, "POST", headers), proof == null ? null : proof.secret());
    }

    private Upstream records(Context context, ApiIntegration integration) {
        if (integration.entity() == null || !hub.isEntityName(integration.entity())) {
            throw new IllegalArgumentException("needs an 'entity' of the hub");
        }
        if (integration.operation() != Operation.LIST && integration.recordId() == null) {
            throw new IllegalArgumentException("needs a 'recordId' for " + integration.operation());
        }
        if (integration.recordId() != null) {
            Template.check(integration.recordId(), context.parameters());
        }
        integration.filters().values().forEach(filter -> Template.check(filter, context.parameters()));
        return new RecordsUpstream(
                integration.name(),
                hub.records(context.organizationId(), "api:" + context.apiId()),
                integration.entity(),
                integration.operation(),
                integration.recordId(),
                integration.filters(),
                new WorkerCalls(
                        workers.ofWaiting(context.organizationId()),
                        Duration.ofMillis(integration.timeoutMs()),
                        Optional.empty()));
    }

    private Upstream connector(Context context, ApiIntegration integration) {
        if (integration.integrationId() == null || integration.action() == null) {
            throw new IllegalArgumentException("needs an 'integrationId' and an 'action'");
        }
        if (!actions.has(context.organizationId(), integration.integrationId(), integration.action())) {
            throw new IllegalArgumentException("names no integration of the organization that has such an action");
        }
        if (integration.variables() != null) {
            Template.check(integration.variables(), context.parameters());
        }
        return new ConnectorUpstream(
                integration.name(),
                actions,
                context.organizationId(),
                integration.integrationId(),
                integration.action(),
                integration.variables(),
                new WorkerCalls(
                        workers.ofActions(context.organizationId(), integration.integrationId()),
                        Duration.ofMillis(integration.timeoutMs()),
                        Optional.of(new Guard(
                                circuits.of(context.organizationId(), "integration:" + integration.integrationId()),
                                ONCE,
                                workers.timer()))));
    }

    private UriTemplate address(Context context, ApiIntegration integration) {
        if (integration.endpoint() == null) {
            throw new IllegalArgumentException("needs an 'endpoint'");
        }
        UriTemplate address = UriTemplate.parse(integration.endpoint(), client::canonical);
        address.variables().stream()
                .filter(name -> !Variables.isKnown(name, context.parameters()))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("has a variable that nothing gives: {" + name + "}");
                });
        return address;
    }

    private static String method(ApiIntegration integration) {
        if (integration.method() != null && !DefinitionCheck.METHODS.contains(integration.method())) {
            throw new IllegalArgumentException("has a method that is not known");
        }
        return integration.method();
    }

    private Guard guard(Context context, ApiIntegration integration, UriTemplate address) {
        URI sample = address.expand(name -> "x");
        return new Guard(
                circuits.of(context.organizationId(), sample.getScheme() + "://" + sample.getRawAuthority()),
                Optional.ofNullable(integration.retryPolicy()).orElse(ONCE),
                workers.timer());
    }

    static List<Header> headers(ApiIntegration integration) {
        List<Header> headers = new ArrayList<>();
        integration.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        UpstreamAuthentication proof = integration.authentication();
        if (proof != null && proof.type() != null && proof.type() != UpstreamAuthentication.Kind.NONE) {
            headers.add(proof(proof));
        }
        return headers;
    }

    private static Header proof(UpstreamAuthentication proof) {
        if (proof.secret() == null || proof.secret().isBlank()) {
            throw new IllegalArgumentException("needs a 'secret' to prove the platform with");
        }
        return switch (proof.type()) {
            case API_KEY -> new Header(Optional.ofNullable(proof.header()).orElse("X-API-Key"), proof.secret());
            case BASIC -> {
                String pair = Optional.ofNullable(proof.username()).orElse("") + ":" + proof.secret();
                yield new Header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            case BEARER, NONE -> new Header("Authorization", "Bearer " + proof.secret());
        };
    }
}
