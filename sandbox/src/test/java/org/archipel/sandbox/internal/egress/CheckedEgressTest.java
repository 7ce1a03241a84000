package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedEgressTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;
    private CheckedEgress egress;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/slow")) {
                await();
            }
            if (path.equals("/trickle")) {
                exchange.sendResponseHeaders(200, 600);
                for (int i = 0; i < 600 && !await(100); i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } else if (path.equals("/away")) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
            } else if (path.equals("/kept")) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(308, -1);
            } else {
                byte[] body = new byte[path.equals("/large") ? 20_000 : 2];
                exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        egress = new CheckedEgress(
                Settings.of(
                        "archipel.network.response-timeout-seconds", "3",
                        "archipel.network.response-size", "10000",
                        "archipel.network.private", "localhost:" + port()),
                null);
    }

    @Test
    void aDownloadMayBeLargerThanWhatIsKeptInMemory() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        HttpRequest request = HttpRequest.get(URI.create("http://localhost:" + port() + "/large"));

        assertThat(egress.download(request, file, 20_000).body()).isEmpty();
        assertThat(file.size()).isEqualTo(20_000);
        assertThatThrownBy(() -> egress.download(request, new ByteArrayOutputStream(), 19_999))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("19999 bytes");
    }

    private boolean await(int millis) {
        try {
            return release.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void await() {
        try {
            release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        egress.close();
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private HttpClient client(String... hosts) {
        Permission grant =
                new Permission("network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of(hosts))));
        return egress.client(() -> List.of(grant));
    }

    private HttpRequest get(String host, String path) {
        return HttpRequest.get(URI.create("http://" + host + ":" + port() + path));
    }

    @Test
    void reachesAPrivateAddressThatIsGrantedByItself() {
        HttpResponse response = client("127.0.0.1").send(get("127.0.0.1", "/a?b=c"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).hasSize(2);
        assertThat(seen).containsExactly("GET /a?b=c null 127.0.0.1:" + port());
    }

    @Test
    void reachesAPrivateHostThatTheAdministratorOpened() {
        assertThat(client("localhost").send(get("LOCALHOST", "/")).status()).isEqualTo(200);
    }

    @Test
    void refusesHostsThatAreNotGrantedAndPrivateOnesThatAreNotOpened() {
        assertThatThrownBy(() -> client("example.com").send(get("127.0.0.1", "/")))
                .isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> client("*").send(get("127.0.0.1", "/")))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("private");
        assertThatThrownBy(() -> client("*").send(get("[::ffff:127.0.0.1]", "/")))
                .isInstanceOf(PermissionDeniedException.class);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://017700000001/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "http:///x",
                "http://user@127.0.0.1/",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:99999/",
                "//a"
            })
    void refusesOddAddresses(String address) {
        assertThatThrownBy(() -> client("*", "127.0.0.1").send(HttpRequest.get(URI.create(address))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void checksEveryRedirect() {
        assertThat(client("127.0.0.1").send(get("127.0.0.1", "/away?/there")).status())
                .isEqualTo(200);
        assertThatThrownBy(() -> client("127.0.0.1").send(get("127.0.0.1", "/away?http://127.0.0.2:" + port() + "/")))
                .isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> client("127.0.0.1").send(get("127.0.0.1", "/away?file:///etc/passwd")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        client("127.0.0.1").send(get("127.0.0.1", "/away?/away?/away?/away?/away?/away?/away?/away")))
                .isInstanceOf(RemoteException.class);
    }

    /** Followed as GET it would lose its content, and the caller would not know that the server has moved. */
    @Test
    void aPostThatHasMovedToAnotherServerIsNotFollowed() {
        URI address = URI.create("http://127.0.0.1:" + port() + "/away?http://localhost:" + port() + "/other");
        HttpRequest post = HttpRequest.json("POST", address, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(client("127.0.0.1", "localhost").send(post).status()).isEqualTo(302);
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatWasToBeDoneIsNotTurnedIntoARead() {
        HttpResponse response = client("127.0.0.1").send(post("/away?/there"));
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains("/there");
        assertThat(seen).hasSize(1);

        assertThat(client("127.0.0.1").send(post("/kept?/there")).status()).isEqualTo(200);
        assertThat(seen.get(2)).startsWith("POST /there");
        assertThatThrownBy(() -> client("127.0.0.1").send(post("/kept?http://127.0.0.2:" + port() + "/")))
                .isInstanceOf(PermissionDeniedException.class);
    }

    private HttpRequest post(String path) {
        return HttpRequest.json("POST", get("127.0.0.1", path).uri(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void credentialsStayWithTheirOrigin() {
        HttpRequest request =
                get("127.0.0.1", "/away?http://localhost:" + port() + "/other").header("Authorization", "Bearer t");

        client("127.0.0.1", "localhost").send(request);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).contains("Bearer t");
        assertThat(seen.get(1)).doesNotContain("Bearer t");
    }

    /** A server that goes on and on holds a thread for as long as the caller would wait. */
    @Test
    void nobodyWaitsForLongerThanTheConfiguredTime() {
        HttpRequest patient = new HttpRequest(
                "GET", get("127.0.0.1", "/trickle").uri(), Map.of(), new byte[0], Optional.of(Duration.ofHours(1)));
        long start = System.nanoTime();

        assertThatThrownBy(() -> client("127.0.0.1").send(patient)).isInstanceOf(RemoteException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void limitsTimeAndSize() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> client("127.0.0.1").send(get("127.0.0.1", "/slow")))
                .isInstanceOfSatisfying(RemoteException.class, thrown -> {
                    assertThat(thrown.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
                    assertThat(thrown.retryable()).isTrue();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThatThrownBy(() -> client("127.0.0.1").send(get("127.0.0.1", "/large")))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("10000 bytes");
    }

    @Test
    void requestsCannotBeSmuggledThroughHeaders() {
        HttpRequest split = get("127.0.0.1", "/").header("X-A", "b\r\nX-C: d");
        assertThatThrownBy(() -> client("127.0.0.1").send(split)).isInstanceOf(ValidationException.class);
        HttpRequest odd =
                new HttpRequest("GET /x", get("127.0.0.1", "/").uri(), Map.of(), new byte[0], Optional.empty());
        assertThatThrownBy(() -> client("127.0.0.1").send(odd)).isInstanceOf(ValidationException.class);
        client("127.0.0.1").send(get("127.0.0.1", "/").header("Host", "evil"));
        assertThat(seen).noneMatch(request -> request.contains("evil"));
    }

    @Test
    void aRefusedConnectionIsARemoteFailure() {
        server.stop(0);
        assertThatThrownBy(() -> client("127.0.0.1").send(get("127.0.0.1", "/")))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void bodiesAreSent() {
        byte[] body = "{\"ä\":1}".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.json("POST", get("127.0.0.1", "/in").uri(), body);

        assertThat(client("127.0.0.1").send(request).status()).isEqualTo(200);
        assertThat(seen.get(0)).startsWith("POST /in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "127.0.0.1",
                "169.254.169.254",
                "172.31.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::10.0.0.1"
            })
    void specialAddressesAreNotPublic(String address) throws UnknownHostException {
        assertThat(PrivateNetworks.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "2606:4700::1111", "172.32.0.1", "100.128.0.1"})
    void otherAddressesArePublic(String address) throws UnknownHostException {
        assertThat(PrivateNetworks.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
