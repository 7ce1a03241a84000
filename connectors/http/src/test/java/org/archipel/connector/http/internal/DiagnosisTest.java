package org.archipel.connector.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.DataModel;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    private PlacesProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = PlacesProvider.start(PlacesOptions.defaults().withLimit(60));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aGoodConnectionPassesAtEveryStep() {
        ConnectionTest test = test(provider.uri());
        assertThat(test.successful()).isTrue();
        assertThat(test.findings())
                .extracting(Finding::aspect)
                .containsExactly(
                        Aspect.DNS,
                        Aspect.TCP,
                        Aspect.TLS,
                        Aspect.AUTHENTICATION,
                        Aspect.PERMISSION,
                        Aspect.API_VERSION,
                        Aspect.RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_ERROR,401,AUTHENTICATION",
        "SERVER_ERROR,403,PERMISSION",
        "SERVER_ERROR,404,API_VERSION",
        "SERVER_ERROR,406,API_VERSION",
        "SERVER_ERROR,410,API_VERSION",
        "SERVER_ERROR,503,RESPONSE",
        "RATE_LIMIT,30,RATE_LIMIT",
        "HTML,0,RESPONSE",
        "GARBAGE,0,RESPONSE",
        "NO_ARRAY,0,RESPONSE"
    })
    void theFailedStepIsTheCauseAndSaysWhatToDo(Fault fault, int value, Aspect aspect) {
        provider.faults().on(fault, 1, Integer.MAX_VALUE, value);
        assertCause(test(provider.uri()), aspect);
    }

    @Test
    void anUnknownHostIsADnsProblem() {
        assertCause(test(URI.create("http://places.invalid")), Aspect.DNS);
    }

    @Test
    void aClosedPortIsATcpProblem() throws IOException {
        // Taken, so that nobody else listens there meanwhile, but nobody listens.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertCause(test(URI.create("http://127.0.0.1:" + taken.getLocalPort())), Aspect.TCP);
        }
    }

    @Test
    void aPlainServerIsATlsProblemForAnEncryptedEndpoint() throws IOException {
        assertCause(testEncrypted(DiagnosisTest::answerInPlainText), Aspect.TLS);
    }

    @Test
    void aServerThatCutsTheConnectionIsATlsProblemForAnEncryptedEndpoint() throws IOException {
        assertCause(testEncrypted(DiagnosisTest::reset), Aspect.TLS);
    }

    /** The test of an encrypted endpoint whose server does this with the first connection. */
    private static ConnectionTest testEncrypted(Consumer<Socket> behaviour) throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(
                    () -> accept(server, behaviour), task -> new Thread(task, "plain-server").start());
            ConnectionTest result = test(URI.create("https://127.0.0.1:" + server.getLocalPort()));
            answer.join();
            return result;
        }
    }

    private static void accept(ServerSocket server, Consumer<Socket> behaviour) {
        try (Socket socket = server.accept()) {
            behaviour.accept(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the first bytes, and reads all that comes: what is left unread at the end would make a reset of the answer. */
    private static void answerInPlainText(Socket socket) {
        try {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.getInputStream().read();
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSchemaIsLearntFromTheFirstRecords() {
        DataModel model = PlacesIntegration.with(provider.uri(), "page", AccessRule.NONE)
                .open()
                .discover();
        assertThat(model.entities()).singleElement().satisfies(entity -> {
            assertThat(entity.idField()).isEqualTo("id");
            assertThat(entity.fields())
                    .contains(
                            new DataModel.Field("id", "id", "integer", "", true, true),
                            new DataModel.Field("name", "name", "string", "", true, false),
                            new DataModel.Field("latitude", "latitude", "number", "", true, false),
                            new DataModel.Field("modified_at", "modified at", "string", "date-time", true, false));
        });
    }

    private static ConnectionTest test(URI endpoint) {
        return PlacesIntegration.with(endpoint, "page", AccessRule.NONE).open().test();
    }

    private static void assertCause(ConnectionTest test, Aspect aspect) {
        assertThat(test.successful()).isFalse();
        Finding cause = test.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(cause.aspect()).isEqualTo(aspect);
        assertThat(cause.suggestion()).isNotBlank();
    }
}
