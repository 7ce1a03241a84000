package org.archipel.itests.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What attacks are after: a folder with a secret, and a server that must not be reached. It tells whether they got it. */
final class Bait implements AutoCloseable {
    static final String SECRET = "the secret of the host";

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_REQUEST = 10_000;
    private static final int SILENCE_MILLIS = 10_000;

    private final Path folder;
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    /** @param connections that the server took so far */
    record Traces(Map<String, Long> files, int connections) {}

    Bait(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("secret.txt"), SECRET);
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::serve, "bait");
    }

    /** The query that shows a probe where everything is. */
    String query() {
        return "?folder=" + folder + "&port=" + server.getLocalPort() + "&fresh=" + folder + "/written.txt";
    }

    Traces traces() {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.toList()) {
                files.put(file.toString(), Files.isRegularFile(file) ? Files.size(file) : -1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Traces(files, connections.get());
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                daemon(() -> answer(socket), "bait-answer");
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    /** Whoever connects and says nothing keeps nobody else waiting; what is left unread would make a reset of the answer. */
    private static void answer(Socket connection) {
        try (Socket socket = connection) {
            socket.setSoTimeout(SILENCE_MILLIS);
            readHead(socket.getInputStream());
            socket.getOutputStream().write(ANSWER);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // That it connected is counted.
        }
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_REQUEST) {
            int read = in.read();
            if (read < 0) {
                return;
            }
            head.append((char) read);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
