package org.archipel.gateway.internal.pipeline;

import java.util.List;
import org.archipel.gateway.internal.http.Header;

/**
 * What an upstream answered.
 *
 * @param substitute whether a fallback stands in the place of an answer, or had a part in it
 */
record Reply(int status, List<Header> headers, Payload payload, boolean substitute) {
    private static final int OK = 200;
    private static final int OTHERWISE = 300;
    private static final List<Header> JSON = List.of(new Header("Content-Type", "application/json"));

    Reply(int status, List<Header> headers, Payload payload) {
        this(status, headers, payload, false);
    }

    static Reply json(Payload payload) {
        return json(OK, payload);
    }

    static Reply json(int status, Payload payload) {
        return new Reply(status, JSON, payload);
    }

    /** Whether it is what was asked for: not a failure, and not that it is elsewhere. */
    boolean successful() {
        return status < OTHERWISE;
    }

    /** The same for another request: a body is for one thread at a time. */
    Reply copy() {
        return new Reply(status, headers, Payload.of(payload.bytes()), substitute);
    }

    Reply with(Payload changed) {
        return new Reply(status, JSON, changed, substitute);
    }

    /** The same, marked as a substitute if it or another is one. */
    Reply substituteIf(boolean other) {
        return other && !substitute ? new Reply(status, headers, payload, true) : this;
    }
}
