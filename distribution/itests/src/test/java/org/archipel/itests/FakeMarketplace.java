package org.archipel.itests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.archipel.harness.RestClient;

/** Another marketplace: offers what a real one does, and misbehaves as it is told. */
final class FakeMarketplace implements AutoCloseable {
    private static final String BASE = "/api/marketplace";

    private final RestClient real;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Manner manner = Manner.WELL;
    private volatile CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch hungUp = new CountDownLatch(1);

    private FakeMarketplace(RestClient real) throws IOException {
        this.real = real;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** How it answers. */
    enum Manner {
        WELL,
        HTML,
        CUT_OFF,
        FAILURE,
        /** A signed document that is no list. */
        ANOTHER_FORMAT,
        /** The list, but other than it was signed. */
        CHANGED,
        /** The list, and packages with other bytes than it says. */
        OTHER_PACKAGE,
        /** Takes requests, and does not answer. */
        SILENT
    }

    static FakeMarketplace of(RestClient real) throws IOException {
        return new FakeMarketplace(real);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
    }

    void behave(Manner next) {
        asked = new CountDownLatch(1);
        hungUp = new CountDownLatch(1);
        manner = next;
    }

    /** Whether somebody asked since it behaves as it does. */
    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Ends the requests that it did not answer. */
    void hangUp() {
        hungUp.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.countDown();
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.endsWith("/packages") ? list() : "other bytes".getBytes(StandardCharsets.UTF_8);
            switch (manner) {
                case SILENT -> hungUp.await();
                case FAILURE -> exchange.sendResponseHeaders(500, -1);
                case CUT_OFF -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body, 0, body.length / 2);
                }
                default -> {
                    exchange.sendResponseHeaders(200, body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] list() {
        String list = real.get(BASE + "/packages").text();
        String answered = switch (manner) {
            case HTML -> "<html>Out of order</html>";
            case ANOTHER_FORMAT -> list.replace("vnd.archipel.packages", "vnd.archipel.something");
            case CHANGED -> list.replace("\"payload\":\"", "\"payload\":\"AAAA");
            default -> list;
        };
        return answered.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        hangUp();
        server.stop(0);
        threads.shutdownNow();
    }
}
