package org.archipel.gateway.internal.pipeline;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.Deprecation;

/** Looks at what a definition says, without compiling anything. */
final class DefinitionCheck {
    static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]+");
    private static final int MOST_LINK = 2_000;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST_INTEGRATIONS = 10;

    private final Problems problems;
    private final UpstreamCheck upstreams;
    private final PolicyCheck policies;
    private final HeaderCheck headers;

    DefinitionCheck(Problems problems) {
        this.problems = problems;
        this.upstreams = new UpstreamCheck(problems);
        this.policies = new PolicyCheck(problems);
        this.headers = new HeaderCheck(problems);
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
        upstreams.items(
                definition.config().integrations(), METHODS_WITH_BODY.contains(String.valueOf(definition.method())));
    }

    /** What is asked besides of a definition that is to be saved; what was saved before goes on answering without it. */
    void saved(ApiDefinition definition) {
        if (definition.deprecation() != null) {
            deprecation(definition.deprecation());
        }
        if (definition.config().cors() != null) {
            policies.savedCors(definition.config().cors());
        }
        upstreams.via(definition.config().integrations());
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
            headers.headers(config.mock().headers(), "/config/mock/headers");
        }
        upstreams.check(config.integrations());
        if (config.rateLimit() != null && config.rateLimit().enabled()) {
            policies.rateLimit(config.rateLimit());
        }
        if (config.caching() != null && config.caching().enabled()) {
            policies.caching(config.caching());
            boolean perCaller = config.caching().varyBy().contains("caller");
            problems.check(
                    perCaller || config.integrations().stream().noneMatch(UpstreamCheck::namesCaller),
                    "/config/caching/varyBy",
                    "has to name 'caller': an integration is told who calls");
        }
        if (config.cors() != null) {
            policies.cors(config.cors());
        }
        if (config.limits() != null) {
            policies.limits(config.limits());
        }
    }
}
