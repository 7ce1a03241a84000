package org.archipel.demo;

/** A step ended otherwise than it should have. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    /** Fails unless the two are equal. */
    static void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new DemoFailure(what + ": expected " + expected + ", got " + actual);
        }
    }
}
