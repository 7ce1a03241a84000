package org.archipel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketplaceClientTest {
    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 201;
    private String answer = "{\"id\": \"s1\", \"reviewStatus\": \"IN_REVIEW\"}";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Package-Signature") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private MarketplaceClient client() throws MojoFailureException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/archipel");
        return new MarketplaceClient(address, "key-1");
    }

    private Path jar() throws IOException {
        return Files.writeString(folder.resolve("tiny.jar"), "bytes");
    }

    @Test
    void aPackageGoesWithItsSignature() throws Exception {
        Path jar = jar();
        Files.writeString(folder.resolve("tiny.jar.sig"), "{}");
        assertThat(client().submit(jar).path("id").asText()).isEqualTo("s1");
        String signature = Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(received)
                .containsExactly("POST /archipel/api/marketplace/submissions Bearer key-1 " + signature + " bytes");
    }

    @Test
    void withoutASignatureItGoesAlone() throws Exception {
        client().submit(jar());
        assertThat(received.get(0)).contains(" null bytes");
    }

    @Test
    void aProblemIsToldInItsWords() throws IOException {
        status = 409;
        answer =
                "{\"detail\": \"The version is published.\", \"errors\": [{\"pointer\": \"/version\", \"message\": \"taken\"}]}";
        Path jar = jar();
        assertThatThrownBy(() -> client().submit(jar))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("the marketplace answers 409: The version is published.; /version taken");
    }

    @Test
    void aWrongKeyIsToldWithWhereItIsTakenFrom() throws Exception {
        status = 401;
        answer = "{\"detail\": \"The API key is unknown.\"}";
        Path jar = jar();
        MarketplaceClient client = client();
        assertThatThrownBy(() -> client.submit(jar)).hasMessageContainingAll("401", "unknown", "-Darchipel.token");
    }

    @Test
    void nobodyAtTheAddressIsTold() throws Exception {
        MarketplaceClient client = client();
        server.stop(0);
        Path jar = jar();
        assertThatThrownBy(() -> client.submit(jar)).hasMessageContaining("cannot be reached: nothing answers there");
    }

    @Test
    void whatIsNoAddressIsTold() {
        assertThatThrownBy(() -> new MarketplaceClient(URI.create("archipel.example.org"), "key-1"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("such as https://archipel.example.org");
    }
}
