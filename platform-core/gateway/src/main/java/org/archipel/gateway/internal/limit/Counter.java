package org.archipel.gateway.internal.limit;

/** Counts the requests of one subject. Thread-safe. */
interface Counter {
    /** @param now milliseconds; a time before that of another call counts as that one */
    LimitState take(long now);
}
