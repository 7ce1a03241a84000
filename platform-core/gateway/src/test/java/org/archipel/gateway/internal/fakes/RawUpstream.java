package org.archipel.gateway.internal.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection's first request with the same bytes, whatever they are, and ends the connection. */
public final class RawUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    public RawUpstream(String answer) {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> answer(answer.getBytes(StandardCharsets.ISO_8859_1)), "raw-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer(byte[] answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                heads.add(head(socket.getInputStream()));
                socket.getOutputStream().write(answer);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test has ended, or the gateway went away.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** The begins of the requests that came, up to the empty line. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
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
