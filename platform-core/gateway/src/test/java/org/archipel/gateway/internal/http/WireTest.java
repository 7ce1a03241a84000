package org.archipel.gateway.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.archipel.gateway.internal.fakes.Addresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of upstreams as they come over the wire: right ones, odd ones, and such as would pass one answer off as another. */
class WireTest {
    private final Addresses addresses = new Addresses();
    private final UpstreamClient client = new UpstreamClient(addresses, new ServerSelectors());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        threads.shutdownNow();
    }

    /** Answers each request with the next of the texts, and then closes the connection if the last one says so. */
    private void answers(boolean close, String... texts) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    threads.execute(() -> serve(socket, close, texts));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void serve(Socket socket, boolean close, String... texts) {
        try (socket) {
            for (String text : texts) {
                if (!request(socket.getInputStream())) {
                    return;
                }
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            if (!close) {
                socket.getInputStream().read();
            }
        } catch (IOException e) {
            // The gateway closed it.
        }
    }

    private static boolean request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            head.append((char) c);
        }
        return true;
    }

    private String ask(String method) {
        return ask(method, Duration.ofSeconds(30));
    }

    /** The status and the body, or the failure. */
    private String ask(String method, Duration timeout) {
        return ask(method, timeout, new TakenAnswer());
    }

    private String ask(String method, Duration timeout, TakenAnswer sink) {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        boolean sent = client.wire().send(new HttpCall(method, uri, List.of(), new byte[0], timeout), sink);
        assertThat(sent).isTrue();
        try {
            return sink.answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause() instanceof TimeoutException ? "late" : "failed";
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("no end was told", e);
        }
    }

    /** Is ready for the next piece before it has said that it is not. */
    private static final class ReadyAtOnce extends TakenAnswer {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger mostInside = new AtomicInteger();

        @Override
        public boolean content(ByteBuffer piece, Runnable resume) {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            super.content(piece, resume);
            resume.run();
            // So that another thread has the time to come meanwhile.
            LockSupport.parkNanos(1_000_000);
            inside.decrementAndGet();
            return false;
        }
    }

    /** One message: what it is, what is answered, what comes of it. */
    record Message(String name, String method, boolean close, String text, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Message> messages() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                new Message("a length", "GET", false, ok + "Content-Length: 2\r\n\r\nhi", "200 hi"),
                new Message(
                        "chunks",
                        "GET",
                        false,
                        ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                        "200 hi"),
                new Message(
                        "chunks with an extension and a trailer",
                        "GET",
                        false,
                        ok + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n0\r\nX: y\r\n\r\n",
                        "200 hi"),
                new Message("a body until the end", "GET", true, ok + "\r\nhi", "200 hi"),
                new Message("HTTP/1.0", "GET", true, "HTTP/1.0 200 OK\r\n\r\nhi", "200 hi"),
                new Message(
                        "hints before it",
                        "GET",
                        false,
                        "HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nhi",
                        "200 hi"),
                new Message("no content", "GET", false, "HTTP/1.1 204 No\r\n\r\n", "204 "),
                new Message(
                        "not modified with a length",
                        "GET",
                        false,
                        "HTTP/1.1 304 N\r\nContent-Length: 9\r\n\r\n",
                        "304 "),
                new Message("HEAD with a length", "HEAD", false, ok + "Content-Length: 9\r\n\r\n", "200 "),
                new Message(
                        "both lengths",
                        "GET",
                        true,
                        ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                        "failed"),
                new Message(
                        "two lengths", "GET", true, ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!", "failed"),
                new Message("a length that is none", "GET", true, ok + "Content-Length: -2\r\n\r\nhi", "failed"),
                new Message(
                        "a bad chunk", "GET", true, ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n", "failed"),
                new Message("an unknown coding", "GET", true, ok + "Transfer-Encoding: mystery\r\n\r\nhi", "failed"),
                new Message("a folded header", "GET", true, ok + "X: a\r\n b\r\nContent-Length: 2\r\n\r\nhi", "failed"),
                new Message("a space before the colon", "GET", true, ok + "Content-Length : 2\r\n\r\nhi", "failed"),
                new Message("a NUL in a header", "GET", true, ok + "X: a\0b\r\nContent-Length: 2\r\n\r\nhi", "failed"),
                new Message("cut off in the head", "GET", true, ok + "Content-Le", "failed"),
                new Message("cut off in the body", "GET", true, ok + "Content-Length: 9\r\n\r\nhi", "failed"),
                new Message(
                        "cut off in the chunks",
                        "GET",
                        true,
                        ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nhi",
                        "failed"),
                new Message("another protocol", "GET", false, "HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n", "failed"),
                new Message("no HTTP", "GET", true, "220 smtp ready\r\n", "failed"),
                new Message("a huge head", "GET", true, ok + "X: " + "x".repeat(20_000) + "\r\n\r\n", "failed"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsNoAnswerIsNeverTakenForOne(Message message) {
        answers(message.close(), message.text());
        assertThat(ask(message.method())).isEqualTo(message.expected());
    }

    @Test
    void connectionsAreUsedAgain() {
        String text = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
        answers(false, text + "1", text + "2", text + "3");
        assertThat(List.of(ask("GET"), ask("GET"), ask("GET"))).containsExactly("200 1", "200 2", "200 3");
        assertThat(connections).hasValue(1);
    }

    @Test
    void aSecondAnswerToOneRequestIsNoAnswerToTheNext() {
        String text = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
        answers(false, text + "1" + text + "X", text + "Y");
        assertThat(ask("GET")).isEqualTo("200 1");
        assertThat(ask("GET")).isEqualTo("200 1");
        assertThat(connections).hasValue(2);
    }

    @Test
    void aConnectionThatTheUpstreamClosedIsReplaced() {
        answers(true, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        for (int i = 0; i < 5; i++) {
            assertThat(ask("GET")).isEqualTo("200 1");
        }
    }

    @Test
    void aSinkThatGoesOnFromAnotherThreadIsGivenOnePieceAfterTheOther() {
        String body = "0123456789".repeat(100_000);
        answers(false, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        ReadyAtOnce sink = new ReadyAtOnce();
        assertThat(ask("GET", Duration.ofSeconds(30), sink)).isEqualTo("200 " + body);
        assertThat(sink.mostInside).hasValue(1);
    }

    @Test
    void anAnswerThatDoesNotEndIsGivenUp() {
        answers(false, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi");
        assertThat(ask("GET", Duration.ofMillis(300))).isEqualTo("late");
    }

    /** More often than there may be connections. */
    @Test
    void memoryThatRunsOutWhileConnectingIsToldAndTakesNoConnectionAway() {
        addresses.error = new OutOfMemoryError("a test");
        for (int i = 0; i < 300; i++) {
            assertThat(ask("GET")).isEqualTo("failed");
        }
        addresses.error = null;
        answers(true, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        assertThat(ask("GET")).isEqualTo("200 1");
    }

    @Test
    void whatCannotBeConnectedIsGivenUpInTime() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(List.of(one, two)).allMatch(Socket::isConnected);
            server.close();
            server = full;
            long begin = System.nanoTime();
            assertThat(ask("GET", Duration.ofMillis(300))).isEqualTo("late");
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
    }
}
