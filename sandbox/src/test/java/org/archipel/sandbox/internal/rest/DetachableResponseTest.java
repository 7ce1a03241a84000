package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an extension's answer says of itself is sent, and what it says of the connection or for the platform is not. */
class DetachableResponseTest {
    private final List<String> sent = new ArrayList<>();
    private final DetachableResponse response = new DetachableResponse((HttpServletResponse) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                sent.add(method.getName() + Arrays.toString(arguments));
                return method.getReturnType() == int.class ? 200 : null;
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
    void aNameThatIsReadAsAnotherIsNotSent() {
        sent.clear();

        response.addHeader("Set-Cookie ", "a=b");
        response.setHeader("Clear-Site-Data\t", "\"*\"");
        response.addHeader("Transfer-Encoding ", "chunked");
        response.addHeader(" Access-Control-Allow-Origin", "*");
        response.addHeader("Set-Coo\u212Aie", "a=b");
        response.addHeader("Set-Cookie:", "a=b");
        response.addHeader("X-Mine\r\nSet-Cookie", "a=b");
        response.addHeader("", "a");
        response.addHeader("Acme_Total.Count-2", "1");

        assertThat(sent).containsExactly("addHeader[Acme_Total.Count-2, 1]");
    }

    /** In small letters it would take an hour. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongNameThatIsNoneTakesNoTime() {
        sent.clear();

        response.addHeader("\u03a3".repeat(1 << 20), "a");

        assertThat(sent).isEmpty();
    }

    @Test
    void aProxyIsNotToldToSendAnythingElse() {
        sent.clear();

        response.addHeader("X-Accel-Redirect", "/secret");
        response.setHeader("x-sendfile", "/etc/passwd");
        response.setHeader("X-LIGHTTPD-send-file", "/etc/passwd");
        response.setHeader("Content-Security-Policy-Report-Only", "report-uri https://example.org");
        response.setHeader("X-Accel-Buffering", "no");

        assertThat(sent).containsExactly("setHeader[X-Accel-Buffering, no]");
    }

    @Test
    void noMethodSetsHeadersOfThePlatform() throws ReflectiveOperationException {
        sent.clear();

        for (Method method : HttpServletResponse.class.getMethods()) {
            boolean header = method.getName().matches("(set|add)[A-Za-z]*Header");
            if (header) {
                method.invoke(response, "Set-Cookie", method.getParameterTypes()[1] == String.class ? "a" : 1);
                method.invoke(response, "X-Mine", method.getParameterTypes()[1] == String.class ? "a" : 1);
            }
        }
        response.setTrailerFields(() -> Map.of("Set-Cookie", "a=b"));

        assertThat(sent).hasSize(6).allMatch(call -> call.contains("X-Mine"));
    }

    @Test
    void whatAnAnswerNeedsIsSent() throws IOException {
        sent.clear();

        response.setContentLength(0);
        response.setContentLengthLong(5);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setLocale(Locale.FRENCH);
        response.sendRedirect("/there");

        assertThat(sent)
                .containsExactly(
                        "setContentLength[0]",
                        "setContentLengthLong[5]",
                        "setContentType[text/plain]",
                        "setCharacterEncoding[UTF-8]",
                        "setLocale[fr]",
                        "sendRedirect[/there]");
    }

    /** The container uses what is below again, for the answer to somebody else. */
    @Test
    void nothingOfADetachedResponseReachesTheContainer() throws IllegalAccessException {
        response.detach();
        sent.clear();

        for (Method method : HttpServletResponse.class.getMethods()) {
            use(method);
        }

        assertThat(sent).isEmpty();
    }

    private void use(Method method) throws IllegalAccessException {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == String.class ? "X-Mine" : type.isPrimitive() ? 1 : null;
        }
        try {
            method.invoke(response, arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause())
                    .as(method.toString())
                    .isInstanceOfAny(IllegalStateException.class, IOException.class);
        }
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
