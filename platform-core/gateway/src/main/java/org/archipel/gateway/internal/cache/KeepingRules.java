package org.archipel.gateway.internal.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.base.Sha256;
import org.archipel.gateway.internal.cache.AnswerCache.Settings;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;

/** Which answers of an endpoint are kept and for whom, how long they are good, and what they are given out as. Immutable. */
final class KeepingRules {
    private static final String STALE_HIT = "hit; ttl=";
    private static final int SECOND = 1000;
    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> KEPT = Set.of(200, 203, 204);
    /** Headers that belong to one answer and not to those that are like it. */
    private static final Set<String> ONCE = Set.of("set-cookie", "age", "etag", "cache-control", "expires", "pragma");

    private final Settings settings;

    KeepingRules(Settings settings) {
        this.settings = settings;
    }

    static boolean isKept(int status) {
        return KEPT.contains(status);
    }

    /** Whether an old answer is better than this one. */
    static boolean isFailure(HttpAnswer answer) {
        return answer.status() >= SERVER_ERROR || answer.substitute();
    }

    /** Whether that which tells how an answer came about tells of an old one. */
    static boolean isStale(String how) {
        return how.startsWith(STALE_HIT);
    }

    /** Whether it may be given out, though perhaps only while a new one is fetched. */
    boolean isFreshEnough(CachedAnswer answer, long now) {
        return now < answer.freshUntil() + SECOND * settings.staleWhileRevalidateSeconds();
    }

    /** Whether it may be given out when no new one can be had. */
    boolean isBetterThanFailure(CachedAnswer answer, long now) {
        return now < answer.freshUntil() + SECOND * settings.staleIfErrorSeconds();
    }

    CachedAnswer kept(HttpAnswer answer, long now) {
        long fresh = now + SECOND * settings.ttlSeconds();
        long longer = Math.max(settings.staleIfErrorSeconds(), settings.staleWhileRevalidateSeconds());
        return new CachedAnswer(
                answer.status(),
                answer.headers().stream()
                        .filter(header -> !ONCE.contains(header.name().toLowerCase(Locale.ROOT)))
                        .toList(),
                answer.body(),
                '"' + hash(answer.body()).substring(0, 22) + '"',
                now,
                fresh,
                fresh + SECOND * longer);
    }

    /** Whether an answer is meant for one caller, or another request to the same address may get another. */
    boolean isForOneCaller(HttpAnswer answer) {
        String control = answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("cache-control"))
                .map(header -> header.value().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return answer.header("Set-Cookie").isPresent()
                || control.contains("no-store")
                || control.contains("private")
                || !answer.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("vary"))
                        .flatMap(header -> Stream.of(header.value().split(",")))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .allMatch(name -> name.isEmpty()
                                || name.equals("accept-encoding")
                                || name.equals("origin")
                                || settings.varyHeaders().contains(name));
    }

    static String howStale(CachedAnswer answer, long now) {
        return STALE_HIT + Math.min(0, (answer.freshUntil() - now) / SECOND) + "; detail=stale";
    }

    /** The kept answer as it goes to a caller. */
    HttpAnswer answer(CachedAnswer kept, String how) {
        List<Header> headers = new ArrayList<>(kept.headers());
        if (KEPT.contains(kept.status())) {
            headers.add(new Header("ETag", kept.etag()));
            headers.add(new Header("Cache-Control", "private, no-cache"));
            headers.add(new Header(
                    "Age", Long.toString(Math.max(0, System.currentTimeMillis() - kept.storedAt()) / SECOND)));
            headers.add(new Header("Cache-Status", "archipel; " + how));
        }
        return new HttpAnswer(kept.status(), headers, kept.body());
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(bytes));
    }
}
