package org.archipel.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;

/** Sends bytes as they are, which no HTTP client would do, and reads the answer. */
final class RawHttp {
    private static final Logger LOG = System.getLogger(RawHttp.class.getName());
    private static final int TIMEOUT_MILLIS = 60_000;

    private RawHttp() {}

    /** Sends a request that ends its connection, and reads the answer to its end. */
    static Answer exchange(URI platform, String request) {
        try (Socket socket = new Socket(platform.getHost(), platform.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            send(socket, request);
            return parse(readToEnd(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server may refuse a request before all of it has come, and close: the answer is there though the rest cannot be sent. */
    private static void send(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The server did not take the whole request", e);
        }
    }

    /** Sends the beginning of a request and goes away. */
    static void abandon(URI platform, String beginning) {
        try (Socket socket = new Socket(platform.getHost(), platform.getPort())) {
            socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came before a reset counts: a server that has not read all of the request makes one of the connection's end. */
    private static String readToEnd(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            if (all.size() == 0) {
                throw e;
            }
        }
        return all.toString(ISO_8859_1);
    }

    private static Answer parse(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            throw new IOException("no HTTP answer: " + text);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.substring(0, end).lines().skip(1).forEach(line -> {
            String[] parts = line.split(": ?", 2);
            headers.put(parts[0], parts.length == 2 ? parts[1] : "");
        });
        String body = text.substring(end + 4);
        int status = Integer.parseInt(text.substring(9, 12));
        boolean json = headers.getOrDefault("Content-Type", "").contains("json");
        return new Answer(status, headers, RestClient.JSON.readTree(json ? body : "null"), body);
    }
}
