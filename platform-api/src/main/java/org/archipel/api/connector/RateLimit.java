package org.archipel.api.connector;

import java.util.List;

/**
 * How many requests a remote system takes, as a leaky bucket. The platform keeps all integrations with one of its accounts below it,
 * instead of having them run into refusals.
 *
 * @param perSecond how fast the bucket empties, in requests a second
 * @param burst how many requests may come at once
 * @param refusal a text in the body of an answer 503 that says that the limit is reached: such an answer is taken as 429, and not for
 *     a failure of the remote system; empty if the remote system answers 429; of at most 200 characters
 * @param waitHeaders headers besides {@code Retry-After} that tell how long to wait after 429, in the same form; the first that is
 *     there counts; at most 10, of at most 100 characters each
 * @param perDay how many requests it takes in a day; 0 where that is not limited, or not known. What the platform asks for by itself, such
 *     as checks of health, stays far below
 */
public record RateLimit(double perSecond, int burst, String refusal, List<String> waitHeaders, int perDay) {
    private static final int LONGEST_REFUSAL = 200;
    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_HEADER = 100;

    /** @throws IllegalArgumentException if it lets nothing through, or a text or the list is longer than it may be */
    public RateLimit {
        if (!(perSecond > 0) || burst < 1 || perDay < 0) {
            throw new IllegalArgumentException("a limit lets some requests through");
        }
        if (refusal.length() > LONGEST_REFUSAL) {
            throw new IllegalArgumentException("the text of a refusal has at most " + LONGEST_REFUSAL + " characters");
        }
        waitHeaders = List.copyOf(waitHeaders);
        Texts.requireFew("headers that tell how long to wait", waitHeaders, MOST_HEADERS, LONGEST_HEADER);
    }

    /** A limit without one for the day. */
    public RateLimit(double perSecond, int burst, String refusal, List<String> waitHeaders) {
        this(perSecond, burst, refusal, waitHeaders, 0);
    }

    /** A limit whose refusals tell the wait by {@code Retry-After} alone. */
    public RateLimit(double perSecond, int burst, String refusal) {
        this(perSecond, burst, refusal, List.of());
    }
}
