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
import java.util.Set;

/**
 * A response that can be taken away from a thread that does not come back: the container uses the object again. Headers that speak
 * for the whole platform are not the extension's to set, and a page that it answers with has no rights of the platform's origin.
 */
final class DetachableResponse extends HttpServletResponseWrapper {
    private static final Set<String> PLATFORM_HEADERS = Set.of(
            "set-cookie",
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "x-request-id",
            "clear-site-data",
            "nel",
            "report-to",
            "reporting-endpoints",
            "alt-svc",
            "accept-ch",
            "origin-trial",
            "public-key-pins",
            "expect-ct",
            "service-worker-allowed",
            // Of the connection, which others use as well (RFC 9110, section 7.6.1).
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final int FIRST_FINAL = 200;

    private final HttpServletResponse response;
    private ServletOutputStream stream;
    private boolean detached;

    DetachableResponse(HttpServletResponse response) {
        super(response);
        this.response = response;
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
    }

    private static boolean platforms(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return PLATFORM_HEADERS.contains(name) || name.startsWith("access-control-");
    }

    @Override
    public void addCookie(Cookie cookie) {
        // Cookies of the platform's origin are the platform's.
    }

    /** From now on every use fails, and none that began before goes on. */
    synchronized void detach() {
        detached = true;
    }

    private void check() throws IOException {
        if (detached) {
            throw new IOException("the request has ended");
        }
    }

    /** An answer is a final one: after 101 a proxy would take the connection for one that is no longer HTTP, and check nothing in it. */
    @Override
    public synchronized void setStatus(int status) {
        if (!detached) {
            response.setStatus(status < FIRST_FINAL ? SC_INTERNAL_SERVER_ERROR : status);
        }
    }

    @Override
    public synchronized void setHeader(String name, String value) {
        if (!detached && !platforms(name)) {
            response.setHeader(name, value);
        }
    }

    @Override
    public synchronized void addHeader(String name, String value) {
        if (!detached && !platforms(name)) {
            response.addHeader(name, value);
        }
    }

    @Override
    public synchronized void setContentType(String type) {
        if (!detached) {
            response.setContentType(type);
        }
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
    public synchronized void resetBuffer() {
        if (!detached) {
            response.resetBuffer();
        }
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
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
