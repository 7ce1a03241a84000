package org.archipel.gateway.internal.pipeline;

import java.util.List;
import org.archipel.gateway.internal.http.Header;

/** What an upstream answered. */
record Reply(int status, List<Header> headers, Payload payload) {
    private static final int OK = 200;
    private static final int FAILURE = 400;
    private static final List<Header> JSON = List.of(new Header("Content-Type", "application/json"));

    static Reply json(Payload payload) {
        return json(OK, payload);
    }

    static Reply json(int status, Payload payload) {
        return new Reply(status, JSON, payload);
    }

    boolean successful() {
        return status < FAILURE;
    }

    Reply with(Payload changed) {
        return new Reply(status, JSON, changed);
    }
}
