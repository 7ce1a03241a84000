package org.archipel.sandbox.internal.rest;

/** Marks the thread on which the router works off a request. */
final class RoutedThread {
    private static final ThreadLocal<Boolean> ROUTED = new ThreadLocal<>();

    private RoutedThread() {}

    static boolean isRouted() {
        return Boolean.TRUE.equals(ROUTED.get());
    }

    static void enter() {
        ROUTED.set(true);
    }

    static void leave() {
        ROUTED.remove();
    }
}
