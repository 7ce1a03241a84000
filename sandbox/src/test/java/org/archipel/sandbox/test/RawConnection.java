package org.archipel.sandbox.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to the platform, written and read byte by byte, for what an HTTP client would hide. Not thread-safe. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String HEAD_END = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;

    /** @param url of the platform */
    public RawConnection(String url) {
        URI uri = URI.create(url);
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text, at once. */
    public RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the head of a request of an organization with a body of so many bytes. */
    public RawConnection post(String organization, String path, int length) {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + organization
                + "\r\nContent-Type: text/plain\r\nContent-Length: " + length + HEAD_END);
    }

    /** Reads a head, and the body if its length is told. */
    public String answer() {
        StringBuilder answer = new StringBuilder();
        try {
            while (answer.indexOf(HEAD_END) < 0) {
                int next = in.read();
                if (next < 0) {
                    return answer.toString();
                }
                answer.append((char) next);
            }
            String head = answer.toString().toLowerCase(Locale.ROOT);
            int length = head.indexOf("content-length: ");
            if (length >= 0) {
                String number = head.substring(length + 16, head.indexOf('\r', length));
                answer.append(new String(in.readNBytes(Integer.parseInt(number)), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }

    /** Reads until the platform ends the connection, in whatever way. */
    public String rest() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                rest.write(next);
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // It was reset, which is an end as well.
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
