package org.archipel.gateway.internal.http;

import java.io.IOException;

/** The code of an answer's status (RFC 9110, section 15). */
final class StatusCode {
    private static final int LEAST = 100;
    private static final int MOST = 999;

    private StatusCode() {}

    /** What is wrong with an answer whose code is none. */
    static IOException none(int code) {
        return new IOException("the upstream's answer has the status " + code);
    }

    /** Whether it has the three digits of one. */
    static boolean isOne(int code) {
        return code >= LEAST && code <= MOST;
    }
}
