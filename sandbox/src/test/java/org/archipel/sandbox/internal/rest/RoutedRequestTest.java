package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request can be used by the call that serves it, and by nobody afterwards. */
class RoutedRequestTest {
    /** Answered without what is below: they say where the request was led, or refuse. */
    private static final Set<String> OWN =
            Set.of("getServletPath", "getPathInfo", "getCookies", "startAsync", "isWrapperFor", "getRequest");

    private final List<String> used = new ArrayList<>();
    private final HttpServletRequest below = (HttpServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                used.add(method.getName());
                return switch (method.getName()) {
                    case "getRequestURL" -> new StringBuffer("http://localhost/api/x/a/b");
                    case "getRequestURI" -> "/api/x/a/b";
                    case "getInputStream" -> new Body();
                    default -> null;
                };
            });
    private final RoutedRequest request = new RoutedRequest(below, "/_ext/1/1.0.0/b", "/api/x/a");

    private final class Body extends ServletInputStream {
        private final InputStream bytes =
                new ByteArrayInputStream("the body and the next one".getBytes(StandardCharsets.UTF_8));

        @Override
        public int read() throws IOException {
            used.add("read");
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            used.add("setReadListener");
        }
    }

    @BeforeEach
    void begin() throws IOException {
        request.begin();
        used.clear();
    }

    @Test
    void theBodyIsReadWhileTheRequestIsServed() throws IOException {
        assertThat(request.getInputStream().readNBytes(8)).asString().isEqualTo("the body");
        assertThat(request.getReader().read()).isEqualTo(' ');
    }

    @Test
    void aBodyThatIsKeptIsReadByNoLaterCall() throws IOException {
        ServletInputStream kept = request.getInputStream();
        var reader = request.getReader();
        assertThat(kept.read()).isEqualTo('t');
        request.end();
        used.clear();

        assertThatThrownBy(kept::read)
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("outside of its call");
        assertThatThrownBy(kept::readAllBytes).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> kept.readLine(new byte[9], 0, 9)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> kept.skip(1)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(reader::readLine).isInstanceOf(SecurityException.class);
        assertThatThrownBy(kept::isReady).isInstanceOf(SecurityException.class);
        assertThatThrownBy(kept::isFinished).isInstanceOf(SecurityException.class);
        assertThat(used).isEmpty();
    }

    @Test
    void aBodyIsReadByNoCallBesides() throws IOException {
        ServletInputStream kept = request.getInputStream();
        used.clear();

        assertThat(CompletableFuture.supplyAsync(() -> {
                    try {
                        return "read " + kept.read();
                    } catch (IOException | SecurityException e) {
                        return e.getMessage();
                    }
                }))
                .succeedsWithin(Duration.ofSeconds(10))
                .asString()
                .contains("outside of its call");
        assertThat(used).isEmpty();
    }

    @Test
    void noListenerIsToldOfTheBody() throws IOException {
        ServletInputStream body = request.getInputStream();

        assertThatThrownBy(() -> body.setReadListener(null)).isInstanceOf(SecurityException.class);
        assertThat(used).doesNotContain("setReadListener");
    }

    @Test
    void nothingOfAnEndedRequestReachesTheContainer() throws IllegalAccessException {
        request.end();

        for (Method method : HttpServletRequest.class.getMethods()) {
            if (!OWN.contains(method.getName())) {
                use(method);
            }
        }

        assertThat(used).isEmpty();
    }

    private void use(Method method) throws IllegalAccessException {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] = type == String.class ? "name" : type == boolean.class ? true : null;
        }
        try {
            method.invoke(request, arguments);
            assertThat(method).as("answered").isNull();
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(method.toString()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void itsEndTellsWhetherAThreadIsStillAtWork() {
        assertThat(request.end()).isTrue();
        assertThat(request.end()).isFalse();
    }

    @Test
    void aRequestThatWasTakenAwayIsNotBegun() {
        RoutedRequest late = new RoutedRequest(below, "/_ext/1/1.0.0/b", "/api/x/a");

        assertThat(late.end()).as("nobody is at work").isFalse();
        assertThatThrownBy(late::begin).isInstanceOf(IOException.class);
    }
}
