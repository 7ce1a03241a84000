package org.archipel.connectors.emulators;

import java.util.Locale;

/** A way in which the provider can misbehave. */
public enum Fault {
    /** Answers after {@code value} milliseconds. */
    SLOW(200),
    /** Closes the connection in the middle of the answer. */
    DROP(0),
    /** Answers 429 with {@code Retry-After: value} seconds. */
    RATE_LIMIT(1),
    /** Answers with status {@code value}. */
    SERVER_ERROR(500),
    /** Answers 401 as for an expired token; OAuth2 tokens given out so far become invalid. */
    EXPIRED_TOKEN(0),
    /** Answers 200 with bytes that are no JSON. */
    GARBAGE(0),
    /** Answers 200 with an HTML page, as gateways do. */
    HTML(0),
    /** The page's first record gets a field of {@code value} bytes. */
    HUGE_RECORD(10 * 1024 * 1024),
    /** The page's first record gets {@code value} nested arrays. */
    DEEP_JSON(100_000),
    /** The page's first record has no id. */
    MISSING_ID(0),
    /** The page's first record is a text instead of an object. */
    WRONG_TYPE(0),
    /** The array of records is an object instead. */
    NO_ARRAY(0),
    /** Pages start over after the last one, for ever. */
    ENDLESS_PAGES(0),
    /** The next cursor or link is the one that was asked with. */
    STUCK_CURSOR(0),
    /** The next link, or cursor, leads to another host. */
    FOREIGN_LINK(0),
    /** Answers 200 with the body of an error. */
    ERROR_BODY(0),
    /** Redirects to another host. */
    FOREIGN_REDIRECT(302),
    /** The answer has one key twice. */
    DUPLICATE_KEY(0),
    /** The answer holds bytes that are no UTF-8. */
    INVALID_UTF8(0),
    /** Every object in the answer gets a number past 2⁵³. */
    BIG_NUMBER(0),
    /** A good answer with {@code value} bytes of white space before it. */
    HUGE_ANSWER(40 * 1024 * 1024),
    /** Answers 429 with a date in {@code Retry-After} that is {@code value} days away, as by a clock that goes wrong. */
    WRONG_CLOCK(400),
    /** Webhooks are sent twice. */
    DUPLICATE_WEBHOOKS(0),
    /** Each webhook is overtaken by the one after it. */
    REORDERED_WEBHOOKS(0);

    private final int defaultValue;

    Fault(int defaultValue) {
        this.defaultValue = defaultValue;
    }

    int defaultValue() {
        return defaultValue;
    }

    /** The name in admin routes, for example {@code rate-limit}. */
    public String routeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault ofRouteName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
