package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.permission.NetworkPolicy;
import org.archipel.sandbox.internal.permission.PolicyCache;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One request that goes wrong is of no consequence to the next, nor does one take the memory that others need. */
class RequestErrorsTest {
    private static final List<Permission> GRANTS = List.of(new Permission(
            "network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of("127.0.0.1")))));
    // More than there are connections to one server.
    private static final int MANY = 40;

    private final SandboxConfig config = Settings.of("archipel.network.connect-timeout-seconds", "2");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[2]);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpRequest get() {
        return HttpRequest.get(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    private static HttpRequest with(HttpRequest request, Map<String, List<String>> headers) {
        return new HttpRequest(request.method(), request.uri(), headers, request.body(), Optional.empty());
    }

    @Test
    void anErrorDuringOneRequestEndsNoOther() throws IOException {
        ConnectionPool pool = new ConnectionPool(config);
        NetworkPolicy policy = new PolicyCache().of(GRANTS).network();
        try (CloseableHttpClient failing = HttpClients.custom()
                .setConnectionManager(pool)
                .addRequestInterceptorLast((request, content, context) -> {
                    if (request.containsHeader("X-Hungry")) {
                        throw new OutOfMemoryError("of the test");
                    }
                })
                .build()) {
            HttpClient client = new CheckedHttpClient(
                    failing,
                    new AddressCheck(new PrivateNetworks(List.of())),
                    new ResponseReader(100),
                    () -> policy,
                    Duration.ofSeconds(20));
            assertThat(client.send(get()).status()).isEqualTo(200);

            for (int i = 0; i < MANY; i++) {
                assertThatThrownBy(() -> client.send(get().header("X-Hungry", "1")))
                        .isInstanceOf(OutOfMemoryError.class);
            }

            assertThat(client.send(get()).status()).isEqualTo(200);
        } finally {
            pool.end();
        }
    }

    @Test
    void nothingIsSentAfterTheEnd() throws IOException {
        CheckedEgress egress = new CheckedEgress(config, null);
        HttpClient client = egress.client(() -> GRANTS);
        assertThat(client.send(get()).status()).isEqualTo(200);
        egress.close();

        assertThatThrownBy(() -> client.send(get())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theHeadOfARequestHasBounds() throws IOException {
        CheckedEgress egress = new CheckedEgress(config, null);
        HttpClient client = egress.client(() -> GRANTS);
        String longest = "a".repeat(RequestMessage.LONGEST_VALUE);
        Map<String, List<String>> many = new LinkedHashMap<>();
        many.put("X-A", Collections.nCopies(RequestMessage.MOST_HEADERS, "b"));

        assertThat(client.send(get().header("X-Long", longest)).status()).isEqualTo(200);
        assertThat(client.send(with(get(), many)).status()).isEqualTo(200);

        assertRefused(client, get().header("X-Long", longest + "a"), "a header value has at most");
        assertRefused(client, get().header("X" + "-Long".repeat(1 << 20), "a"), "no valid header name");
        assertRefused(client, with(get(), Map.of("X-A", Collections.nCopies(5, longest))), "characters in all");
        many.put("X-B", List.of("c"));
        assertRefused(client, with(get(), many), "at most 100 headers");
        assertRefused(
                client, HttpRequest.get(URI.create(get().uri() + "?" + "q".repeat(Target.LONGEST))), "an address has");
        assertThat(client.send(get()).status()).isEqualTo(200);
        egress.close();
    }

    private static void assertRefused(HttpClient client, HttpRequest request, String why) {
        assertThatThrownBy(() -> client.send(request))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(why);
    }

    /** A head, and the line before a piece of the body, are held in memory as well as the body is. */
    @Test
    void theHeadOfAnAnswerHasBounds() throws IOException {
        String ok = "HTTP/1.1 200 OK\r\n";
        assertThat(status(ok + "X-Long: " + "a".repeat(8_000) + "\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(200);

        assertTooMuch(ok + "X-Long: " + "a".repeat(100_000) + "\r\nContent-Length: 0\r\n\r\n");
        assertTooMuch(ok + "X-A: b\r\n".repeat(1_000) + "Content-Length: 0\r\n\r\n");
        assertTooMuch("HTTP/1.1 200 O" + "K".repeat(100_000) + "\r\n\r\n");
        assertTooMuch(ok + "Transfer-Encoding: chunked\r\n\r\n2;" + "a".repeat(100_000) + "\r\nab\r\n0\r\n\r\n");
    }

    private void assertTooMuch(String answer) {
        assertThatThrownBy(() -> status(answer)).isInstanceOfSatisfying(RemoteException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
            assertThat(thrown).hasMessageContaining("headers");
        });
    }

    /** What comes of an answer that is written byte by byte. */
    private int status(String answer) throws IOException {
        CheckedEgress egress = new CheckedEgress(config, null);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(listening, answer));
            answering.start();
            URI address = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
            return egress.client(() -> GRANTS).send(HttpRequest.get(address)).status();
        } finally {
            egress.close();
        }
    }

    private static void answer(ServerSocket listening, String answer) {
        try (Socket socket = listening.accept()) {
            socket.getInputStream().read(new byte[4096]);
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            // Until the client has gone.
            socket.getInputStream().read();
        } catch (IOException e) {
            // It went before the answer was over.
        }
    }
}
