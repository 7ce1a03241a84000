package org.archipel.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;

/** Sends bytes as they are, which no HTTP client would do, and reads the answer. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    private RawHttp() {}

    /** Sends a request that ends its connection, and reads the answer to its end. */
    static Answer exchange(URI platform, String request) {
        try (Socket socket = new Socket(platform.getHost(), platform.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(readToEnd(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private static String readToEnd(InputStream in) throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
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
