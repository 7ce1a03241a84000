package org.archipel.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that stays open, without threads of its own: both sides share the machine, and what is to be measured is the platform.
 * Not thread-safe.
 */
final class PlainConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private boolean open = true;

    private PlainConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static PlainConnection to(URI address) throws IOException {
        return new PlainConnection(new Socket(address.getHost(), address.getPort()));
    }

    /** A request without a body. */
    static byte[] get(URI address, String key) {
        return ("GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a whole request, and reads the whole answer. Returns its status. */
    int send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            open &= !(lower.startsWith("connection:") && lower.contains("close"));
        }
        if (chunked) {
            for (int size = size(); size > 0; size = size()) {
                in.readNBytes(size + 2);
            }
            line();
        } else {
            in.readNBytes(length);
        }
        return Integer.parseInt(status.split(" ")[1]);
    }

    /** Whether the other side takes another request. */
    boolean open() {
        return open;
    }

    private int size() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
