package org.archipel.gateway.internal.pipeline;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.archipel.base.PointerSegments;
import org.archipel.gateway.internal.http.ConnectionHeaders;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication;
import org.archipel.gateway.internal.model.ApiIntegration.UpstreamAuthentication.Kind;
import org.archipel.gateway.internal.model.BatchSettings;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.CorsSettings;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.gateway.internal.model.LimitSettings;
import org.archipel.gateway.internal.model.RateLimitSettings;

/** Looks at what a definition says, without compiling anything. */
final class DefinitionCheck {
    static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.\\[\\]:-]{1,253}");
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]+");
    private static final int MOST_LINK = 2_000;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final long MOST_RATE = 10_000_000;
    private static final int DAY = 86_400;
    private static final int YEAR = 366 * DAY;
    private static final long MOST_BODY = 1L << 30;
    private static final int MOST_INTEGRATIONS = 10;

    private final Problems problems;

    DefinitionCheck(Problems problems) {
        this.problems = problems;
    }

    void check(ApiDefinition definition) {
        problems.text(definition.name(), 200, "/name");
        problems.check(
                definition.description() == null || definition.description().length() <= 2_000,
                "/description",
                "has more than 2000 characters");
        problems.check(
                definition.method() != null && METHODS.contains(definition.method()),
                "/method",
                "must be one of GET, POST, PUT, PATCH, DELETE");
        problems.check(
                ApiDefinition.VERSION.matcher(definition.version()).matches() && definition.major() > 0,
                "/version",
                "is a version such as 1 or 2.1.0");
        problems.check(
                definition.deprecation() == null || definition.deprecation().since() != null,
                "/deprecation/since",
                "is required");
        CachingSettings caching = definition.config().caching();
        problems.check(
                caching == null || !caching.enabled() || "GET".equals(definition.method()),
                "/config/caching",
                "is only for GET");
        config(definition.config());
        boolean sends = Set.of("POST", "PUT", "PATCH").contains(String.valueOf(definition.method()));
        List<ApiIntegration> called = definition.config().integrations();
        for (int i = 0; i < called.size(); i++) {
            BatchSettings batch = called.get(i).batch();
            problems.check(
                    batch == null || batch.item() != null || sends,
                    "/config/integrations/" + i + "/batch/item",
                    "is required where requests have no body");
        }
    }

    /** What is asked besides of a definition that is to be saved; what was saved before goes on answering without it. */
    void saved(ApiDefinition definition) {
        if (definition.deprecation() != null) {
            deprecation(definition.deprecation());
        }
        if (definition.config().cors() != null) {
            problems.range(definition.config().cors().maxAgeSeconds(), 0, DAY, "/config/cors/maxAgeSeconds");
        }
        List<ApiIntegration> called = definition.config().integrations();
        for (int i = 0; i < called.size(); i++) {
            way(called.get(i), "/config/integrations/" + i);
        }
    }

    /** By Via requests that go in circles are known. */
    private void way(ApiIntegration integration, String pointer) {
        String via = Hops.OWN.name();
        for (String name : integration.headers().keySet()) {
            problems.check(!name.equalsIgnoreCase(via), pointer + "/headers/" + name, "is written by the platform");
        }
        UpstreamAuthentication proof = integration.authentication();
        problems.check(
                proof == null || !via.equalsIgnoreCase(proof.header()),
                pointer + "/authentication/header",
                "is written by the platform");
    }

    /** RFC 9745, section 4: nothing ends before it is deprecated. */
    private void deprecation(Deprecation ends) {
        problems.check(
                ends.since() == null || ends.sunset() == null || !ends.sunset().isBefore(ends.since()),
                "/deprecation/sunset",
                "is not before 'since'");
        problems.check(
                ends.link() == null
                        || ends.link().length() <= MOST_LINK
                                && LINK.matcher(ends.link()).matches(),
                "/deprecation/link",
                "is an http or https address");
        time(ends.since(), "/deprecation/since");
        time(ends.sunset(), "/deprecation/sunset");
    }

    /** HTTP writes years with four digits. */
    private void time(Instant when, String pointer) {
        problems.check(
                when == null || !when.isBefore(Instant.EPOCH) && when.isBefore(LAST),
                pointer,
                "is a time of the years 1970 to 9999");
    }

    private void config(ApiConfig config) {
        problems.check(config.workflow() == null, "/config/workflow", "cannot be: there is no such workflow");
        problems.check(
                config.mock() != null || !config.integrations().isEmpty(),
                "/config/integrations",
                "an API calls an integration, or has a mock");
        problems.check(
                config.mock() == null || config.integrations().isEmpty(),
                "/config/mock",
                "cannot be together with integrations");
        problems.check(
                config.integrations().size() <= MOST_INTEGRATIONS,
                "/config/integrations",
                "has more than " + MOST_INTEGRATIONS + " items");
        if (config.mock() != null) {
            problems.range(config.mock().status(), 200, 599, "/config/mock/status");
            headers(config.mock().headers(), "/config/mock/headers");
        }
        integrations(config.integrations());
        if (config.rateLimit() != null && config.rateLimit().enabled()) {
            rateLimit(config.rateLimit());
        }
        if (config.caching() != null && config.caching().enabled()) {
            caching(config.caching());
            boolean perCaller = config.caching().varyBy().contains("caller");
            problems.check(
                    perCaller || config.integrations().stream().noneMatch(DefinitionCheck::namesCaller),
                    "/config/caching/varyBy",
                    "has to name 'caller': an integration is told who calls");
        }
        if (config.cors() != null) {
            cors(config.cors());
        }
        if (config.limits() != null) {
            limits(config.limits());
        }
    }

    private static boolean namesCaller(ApiIntegration integration) {
        return addressNamesCaller(integration.endpoint())
                || Template.namesCaller(integration.recordId())
                || integration.filters().values().stream().anyMatch(Template::namesCaller)
                || Template.namesCaller(integration.variables())
                || integration.batch() != null
                        && Template.namesCaller(integration.batch().item());
    }

    /** An address knows no escapes, but a variable that keeps its slashes. */
    private static boolean addressNamesCaller(String endpoint) {
        return endpoint != null
                && (endpoint.contains("{" + Variables.CALLER + "}")
                        || endpoint.contains("{" + Variables.CALLER + "*}"));
    }

    private void integrations(List<ApiIntegration> integrations) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < integrations.size(); i++) {
            ApiIntegration integration = integrations.get(i);
            String pointer = "/config/integrations/" + i;
            problems.check(
                    integration.name() != null
                            && NAME.matcher(integration.name()).matches(),
                    pointer + "/name",
                    "is a letter, then letters, digits, '_' or '-'");
            problems.check(names.add(integration.name()), pointer + "/name", "is the name of another");
            problems.range(integration.timeoutMs(), 1, 300_000, pointer + "/timeoutMs");
            headers(integration.headers(), pointer + "/headers");
            if (integration.authentication() != null) {
                proof(integration.authentication(), pointer + "/authentication");
            }
            if (integration.retryPolicy() != null) {
                problems.range(integration.retryPolicy().maxAttempts(), 1, 10, pointer + "/retryPolicy/maxAttempts");
                problems.range(
                        integration.retryPolicy().baseDelayMs(), 1, 10_000, pointer + "/retryPolicy/baseDelayMs");
            }
            if (integration.batch() != null) {
                batch(integration, pointer + "/batch");
            }
            if (integration.fallback() != null) {
                problems.range(integration.fallback().status(), 200, 599, pointer + "/fallback/status");
            }
        }
    }

    private void batch(ApiIntegration integration, String pointer) {
        problems.check(integration.type() == ApiIntegration.Type.HTTP, pointer, "is only for HTTP");
        problems.range(integration.batch().maxSize(), 2, 1000, pointer + "/maxSize");
        problems.range(integration.batch().maxWaitMs(), 1, 10_000, pointer + "/maxWaitMs");
        problems.check(
                !"GET".equals(integration.method()) && !"DELETE".equals(integration.method()),
                pointer,
                "is for a method with a body");
    }

    private void headers(Map<String, String> headers, String pointer) {
        headers.forEach((name, value) -> {
            String place = pointer + "/" + PointerSegments.escaped(name);
            problems.check(canBeSet(name), place, "is no header that can be set");
            problems.check(value != null && isFieldValue(value), place, "holds a character that a header cannot hold");
        });
    }

    private static boolean canBeSet(String name) {
        return TOKEN.matcher(name).matches()
                && !ConnectionHeaders.isOne(name, null)
                && !name.equalsIgnoreCase("host")
                && !name.equalsIgnoreCase("content-length");
    }

    private static boolean isFieldValue(String value) {
        return value.chars().noneMatch(c -> c < ' ' || c == 0x7f || c > 0xff);
    }

    /** What the platform proves itself with goes into a header. */
    private void proof(UpstreamAuthentication proof, String pointer) {
        problems.check(
                proof.header() == null || canBeSet(proof.header()),
                pointer + "/header",
                "is no header that can be set");
        problems.check(
                proof.secret() == null || proof.type() == Kind.BASIC || isFieldValue(proof.secret()),
                pointer + "/secret",
                "holds a character that a header cannot hold");
    }

    private void rateLimit(RateLimitSettings limit) {
        String pointer = "/config/rateLimit";
        problems.check(limit.requestsPerMinute() != null, pointer + "/requestsPerMinute", "is required");
        boolean sliding = limit.strategy() == RateLimitSettings.Strategy.SLIDING_WINDOW;
        problems.range(
                limit.requestsPerMinute(),
                1,
                sliding ? LimitRule.MOST_SLIDING : MOST_RATE,
                pointer + "/requestsPerMinute");
        problems.range(limit.burstLimit(), 1, MOST_RATE, pointer + "/burstLimit");
        problems.range(limit.windowSeconds(), 1, DAY, pointer + "/windowSeconds");
    }

    private void caching(CachingSettings caching) {
        String pointer = "/config/caching";
        problems.check(caching.ttlSeconds() != null, pointer + "/ttlSeconds", "is required");
        problems.range(caching.ttlSeconds(), 1, YEAR, pointer + "/ttlSeconds");
        problems.range(caching.staleWhileRevalidateSeconds(), 0, YEAR, pointer + "/staleWhileRevalidateSeconds");
        problems.range(caching.staleIfErrorSeconds(), 0, YEAR, pointer + "/staleIfErrorSeconds");
        for (int i = 0; i < caching.varyBy().size(); i++) {
            String vary = caching.varyBy().get(i);
            problems.check(
                    vary.equals("caller")
                            || vary.startsWith("header:")
                                    && TOKEN.matcher(vary.substring("header:".length()))
                                            .matches(),
                    pointer + "/varyBy/" + i,
                    "is 'caller' or 'header:' and a name");
        }
        for (int i = 0; i < caching.tags().size(); i++) {
            problems.check(
                    NAME.matcher(caching.tags().get(i)).matches(),
                    pointer + "/tags/" + i,
                    "is a letter, then letters, digits, '_' or '-'");
        }
        for (int i = 0; i < caching.invalidationRules().size(); i++) {
            CachingSettings.InvalidationRule rule = caching.invalidationRules().get(i);
            problems.check(rule.on() != null, pointer + "/invalidationRules/" + i + "/on", "is required");
            problems.text(rule.value(), 400, pointer + "/invalidationRules/" + i + "/value");
        }
    }

    private void cors(CorsSettings cors) {
        problems.check(!cors.origins().isEmpty(), "/config/cors/origins", "is required");
        for (int i = 0; i < cors.origins().size(); i++) {
            problems.check(
                    ORIGIN.matcher(cors.origins().get(i)).matches(),
                    "/config/cors/origins/" + i,
                    "is an origin such as https://shop.example.org, or *");
        }
        problems.check(
                !(cors.credentials() && cors.origins().contains("*")),
                "/config/cors/credentials",
                "cannot be together with the origin *");
        cors.headers()
                .forEach(name ->
                        problems.check(TOKEN.matcher(name).matches(), "/config/cors/headers", "has no valid name"));
        cors.exposedHeaders()
                .forEach(name -> problems.check(
                        TOKEN.matcher(name).matches(), "/config/cors/exposedHeaders", "has no valid name"));
    }

    private void limits(LimitSettings limits) {
        problems.range(limits.maxBodyBytes(), 0, MOST_BODY, "/config/limits/maxBodyBytes");
        problems.range(limits.maxDepth(), 1, 64, "/config/limits/maxDepth");
        problems.range(limits.timeoutMs(), 1, 300_000, "/config/limits/timeoutMs");
    }
}
