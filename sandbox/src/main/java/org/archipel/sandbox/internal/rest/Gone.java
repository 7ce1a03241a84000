package org.archipel.sandbox.internal.rest;

import java.lang.reflect.Proxy;

/** Stands where a request or a response was that the container uses again: every method fails. */
final class Gone {
    private Gone() {}

    static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("the request has ended");
                }));
    }
}
