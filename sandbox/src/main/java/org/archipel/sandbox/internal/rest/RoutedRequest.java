package org.archipel.sandbox.internal.rest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request that is dispatched to another path than the client asked for. The extension is not told the credentials of its callers,
 * and reads no more than a bounded body, while it serves the request: the container uses what is below again, for requests of others.
 * The state is thread-safe; the rest is for the thread that serves.
 */
final class RoutedRequest extends HttpServletRequestWrapper {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "x-api-key", "proxy-authorization", "x-archipel-probe");

    /** Where it is: not taken up yet, with the thread that serves it, or taken away. */
    private enum State {
        WAITING,
        SERVED,
        ENDED
    }

    private static final HttpServletRequest GONE = Gone.of(HttpServletRequest.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final String internalPath;
    private final OutsideAddress outside;
    private ServletInputStream body;

    /** @param base path of the extension's outside address, without a slash at the end */
    RoutedRequest(HttpServletRequest request, String internalPath, String base) {
        super(request);
        this.internalPath = internalPath;
        this.outside = OutsideAddress.of(request, base);
    }

    OutsideAddress outside() {
        return outside;
    }

    /**
     * Takes the request up, once.
     *
     * @throws IOException if it was taken away before
     */
    void begin() throws IOException {
        if (!state.compareAndSet(State.WAITING, State.SERVED)) {
            throw new IOException("the request has ended");
        }
    }

    /**
     * Takes the request away: from now on every use fails.
     *
     * @return whether a thread was still at work on it, which may be reading at this moment
     */
    boolean end() {
        State before = state.getAndSet(State.ENDED);
        setRequest(GONE);
        return before == State.SERVED;
    }

    @Override
    public String getServletPath() {
        return "";
    }

    @Override
    public String getPathInfo() {
        return internalPath;
    }

    private static boolean hidden(String header) {
        return CREDENTIALS.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public String getHeader(String name) {
        return hidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(RoutedRequest::hidden);
        return Collections.enumeration(names);
    }

    @Override
    public Cookie[] getCookies() {
        return new Cookie[0];
    }

    /** An answer that comes later would be written, and callbacks be run, by threads of the platform. */
    @Override
    public AsyncContext startAsync() {
        throw new SecurityException("not allowed to extensions: an answer that comes later");
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return startAsync();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new BoundedBody(super.getInputStream(), () -> state.get() == State.SERVED);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
