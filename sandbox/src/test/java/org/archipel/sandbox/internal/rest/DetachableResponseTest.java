package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an extension's answer says of itself is sent, and what it says of the connection or for the platform is not. */
class DetachableResponseTest {
    private final List<String> sent = new ArrayList<>();
    private final DetachableResponse response = new DetachableResponse((HttpServletResponse) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                sent.add(method.getName() + Arrays.toString(arguments));
                return null;
            }));

    @Test
    void headersOfTheConnectionAreNotTheExtensions() {
        sent.clear();

        response.addHeader("Upgrade", "websocket");
        response.setHeader("Connection", "upgrade");
        response.addHeader("TRANSFER-ENCODING", "chunked");
        response.setHeader("Set-Cookie", "a=b");
        response.addHeader("X-Mine", "1");

        assertThat(sent).containsExactly("addHeader[X-Mine, 1]");
    }

    @Test
    void everyAnswerIsAFinalOne() {
        sent.clear();

        response.setStatus(101);
        response.setStatus(100);
        response.setStatus(202);

        assertThat(sent).containsExactly("setStatus[500]", "setStatus[500]", "setStatus[202]");
    }
}
