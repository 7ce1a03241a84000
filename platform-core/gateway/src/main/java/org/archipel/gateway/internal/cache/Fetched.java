package org.archipel.gateway.internal.cache;

import org.archipel.gateway.internal.http.HttpAnswer;

/**
 * What was found or fetched.
 *
 * @param shared an answer that can be kept; null for another
 * @param plain an answer that is not kept; null for one that can be
 * @param forAll whether all who ask the same may have it
 * @param how it came about, for {@code Cache-Status} (RFC 9211)
 * @param found whether no call was made for it
 */
record Fetched(CachedAnswer shared, HttpAnswer plain, boolean forAll, String how, boolean found) {
    static Fetched kept(CachedAnswer answer) {
        return new Fetched(answer, null, true, "hit", true);
    }

    static Fetched stale(CachedAnswer answer, long now) {
        return new Fetched(answer, null, true, KeepingRules.howStale(answer, now), true);
    }

    static Fetched made(CachedAnswer answer) {
        return new Fetched(answer, null, true, "fwd=miss", false);
    }

    static Fetched plain(HttpAnswer answer, boolean forAll) {
        return new Fetched(null, answer, forAll, "", false);
    }
}
