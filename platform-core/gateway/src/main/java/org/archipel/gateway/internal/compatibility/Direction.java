package org.archipel.gateway.internal.compatibility;

/** Which way a body goes: what breaks is the same, seen from the other side, and is said in other words. */
enum Direction {
    /** Callers send it. */
    REQUEST,
    /** Callers get it. */
    RESPONSE;

    /** What is said of a request, or of a response. */
    String say(String ofRequest, String ofResponse) {
        return this == REQUEST ? ofRequest : ofResponse;
    }

    /** What is said where nothing can be proven. */
    String sayUnproven() {
        return say("may take less", "may be something else");
    }
}
