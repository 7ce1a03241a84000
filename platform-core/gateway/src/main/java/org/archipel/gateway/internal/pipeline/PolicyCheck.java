package org.archipel.gateway.internal.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.CorsSettings;
import org.archipel.gateway.internal.model.LimitSettings;
import org.archipel.gateway.internal.model.RateLimitSettings;

/** Looks at the settings of a definition that hold for all that it calls: rate limit, cache, CORS and limits of a request. */
final class PolicyCheck {
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.\\[\\]:-]{1,253}");
    private static final long MOST_RATE = 10_000_000;
    private static final int DAY = 86_400;
    private static final int YEAR = 366 * DAY;
    private static final long MOST_BODY = 1L << 30;
    private static final String VARY_BY_HEADER = "header:";

    private final Problems problems;

    PolicyCheck(Problems problems) {
        this.problems = problems;
    }

    void rateLimit(RateLimitSettings limit) {
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

    void caching(CachingSettings caching) {
        String pointer = "/config/caching";
        problems.check(caching.ttlSeconds() != null, pointer + "/ttlSeconds", "is required");
        problems.range(caching.ttlSeconds(), 1, YEAR, pointer + "/ttlSeconds");
        problems.range(caching.staleWhileRevalidateSeconds(), 0, YEAR, pointer + "/staleWhileRevalidateSeconds");
        problems.range(caching.staleIfErrorSeconds(), 0, YEAR, pointer + "/staleIfErrorSeconds");
        for (int i = 0; i < caching.varyBy().size(); i++) {
            problems.check(
                    isVariation(caching.varyBy().get(i)),
                    pointer + "/varyBy/" + i,
                    "is 'caller' or 'header:' and a name");
        }
        for (int i = 0; i < caching.tags().size(); i++) {
            problems.name(caching.tags().get(i), pointer + "/tags/" + i);
        }
        invalidation(caching.invalidationRules(), pointer + "/invalidationRules");
    }

    private static boolean isVariation(String vary) {
        return vary.equals("caller")
                || vary.startsWith(VARY_BY_HEADER) && HeaderCheck.isName(vary.substring(VARY_BY_HEADER.length()));
    }

    private void invalidation(List<CachingSettings.InvalidationRule> rules, String pointer) {
        for (int i = 0; i < rules.size(); i++) {
            problems.check(rules.get(i).on() != null, pointer + "/" + i + "/on", "is required");
            problems.text(rules.get(i).value(), 400, pointer + "/" + i + "/value");
        }
    }

    void cors(CorsSettings cors) {
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
        names(cors.headers(), "/config/cors/headers");
        names(cors.exposedHeaders(), "/config/cors/exposedHeaders");
    }

    private void names(List<String> headers, String pointer) {
        headers.forEach(name -> problems.check(HeaderCheck.isName(name), pointer, "has no valid name"));
    }

    /** What is asked besides of what is to be saved. */
    void savedCors(CorsSettings cors) {
        problems.range(cors.maxAgeSeconds(), 0, DAY, "/config/cors/maxAgeSeconds");
    }

    void limits(LimitSettings limits) {
        problems.range(limits.maxBodyBytes(), 0, MOST_BODY, "/config/limits/maxBodyBytes");
        problems.range(limits.maxDepth(), 1, 64, "/config/limits/maxDepth");
        problems.range(limits.timeoutMs(), 1, 300_000, "/config/limits/timeoutMs");
    }
}
