package org.archipel.sandbox.internal.rest;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A response that can be taken away from a thread that does not come back: the container uses the object again. Headers that speak
 * for the whole platform are not the extension's to set, and a page that it answers with has no rights of the platform's origin.
 */
final class DetachableResponse extends HttpServletResponseWrapper {
    private static final HttpServletResponse GONE = Gone.of(HttpServletResponse.class);
    private static final int FIRST_FINAL = 200;

    private final HttpServletResponse response;
    private ServletOutputStream stream;
    private boolean detached;

    DetachableResponse(HttpServletResponse response) {
        super(response);
        this.response = response;
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
    }

    @Override
    public void addCookie(Cookie cookie) {
        // Cookies of the platform's origin are the platform's.
    }

    /** From now on every use fails or does nothing, and none that began before goes on. */
    synchronized void detach() {
        detached = true;
        setResponse(GONE);
    }

    private void check() throws IOException {
        if (detached) {
            throw new IOException("the request has ended");
        }
    }

    private synchronized void change(Runnable change) {
        if (!detached) {
            change.run();
        }
    }

    private void header(String name, Runnable change) {
        if (OwnHeaders.contain(name)) {
            change(change);
        }
    }

    /** An answer is a final one: after 101 a proxy would take the connection for one that is no longer HTTP, and check nothing in it. */
    @Override
    public void setStatus(int status) {
        change(() -> response.setStatus(status < FIRST_FINAL ? SC_INTERNAL_SERVER_ERROR : status));
    }

    @Override
    public void setHeader(String name, String value) {
        header(name, () -> response.setHeader(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
        header(name, () -> response.addHeader(name, value));
    }

    @Override
    public void setIntHeader(String name, int value) {
        header(name, () -> response.setIntHeader(name, value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        header(name, () -> response.addIntHeader(name, value));
    }

    @Override
    public void setDateHeader(String name, long millis) {
        header(name, () -> response.setDateHeader(name, millis));
    }

    @Override
    public void addDateHeader(String name, long millis) {
        header(name, () -> response.addDateHeader(name, millis));
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> fields) {
        // They are headers as well, and asked for when nobody looks at them any more.
    }

    @Override
    public void setContentType(String type) {
        change(() -> response.setContentType(type));
    }

    @Override
    public void setContentLength(int bytes) {
        change(() -> response.setContentLength(bytes));
    }

    @Override
    public void setContentLengthLong(long bytes) {
        change(() -> response.setContentLengthLong(bytes));
    }

    @Override
    public void setCharacterEncoding(String charset) {
        change(() -> response.setCharacterEncoding(charset));
    }

    @Override
    public void setLocale(Locale locale) {
        change(() -> response.setLocale(locale));
    }

    @Override
    public void setBufferSize(int bytes) {
        // How much is held back before it is sent, in the container's memory, is the platform's to say.
    }

    @Override
    public synchronized void sendError(int status) throws IOException {
        check();
        response.sendError(status);
    }

    @Override
    public synchronized void sendError(int status, String message) throws IOException {
        check();
        response.sendError(status, message);
    }

    @Override
    public synchronized void sendRedirect(String location) throws IOException {
        check();
        response.sendRedirect(location);
    }

    @Override
    public synchronized void flushBuffer() throws IOException {
        check();
        response.flushBuffer();
    }

    @Override
    public void reset() {
        // The platform's own headers stay; only what was written goes.
        resetBuffer();
    }

    @Override
    public void resetBuffer() {
        change(response::resetBuffer);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return new PrintWriter(getOutputStream(), false, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized ServletOutputStream getOutputStream() throws IOException {
        check();
        if (stream == null) {
            stream = new Detachable(response.getOutputStream());
        }
        return stream;
    }

    private final class Detachable extends ServletOutputStream {
        private final ServletOutputStream out;

        Detachable(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            synchronized (DetachableResponse.this) {
                check();
                out.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (DetachableResponse.this) {
                check();
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            synchronized (DetachableResponse.this) {
                check();
                out.flush();
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (DetachableResponse.this) {
                check();
                out.close();
            }
        }

        @Override
        public boolean isReady() {
            synchronized (DetachableResponse.this) {
                return !detached && out.isReady();
            }
        }

        /** The listener would be called by threads of the platform. */
        @Override
        public void setWriteListener(WriteListener listener) {
            throw new SecurityException("not allowed to extensions: an answer that comes later");
        }
    }
}
