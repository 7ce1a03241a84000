package org.archipel.rest.internal.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Chooses the id of a request: the client's, when it is safe to log and to send back, else a new one. */
final class RequestIds {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{7,63}");

    private RequestIds() {}

    /** @param wanted the client's header; null for none */
    static String choose(String wanted) {
        return wanted != null && SAFE.matcher(wanted).matches() ? wanted : made();
    }

    /** A UUIDv7 (RFC 9562, section 5.7). Nobody gains by guessing it, so the random bits are the thread's own, without a lock. */
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
