package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedAnswersTest {
    private static final int LONGEST = 1 << 20;
    private static final byte[] TEXT =
            "Islands, and ferries between them. ".repeat(500).getBytes(StandardCharsets.UTF_8);
    // Its name goes on for as long as bytes follow.
    private static final byte[] NAMED = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};

    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private volatile String coding = "";
    private volatile byte[] body = {};
    private HttpServer server;
    private CheckedEgress egress;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            accepted.add(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            connections.add(exchange.getRemoteAddress().getPort());
            for (String one : coding.isEmpty() ? new String[0] : coding.split(";")) {
                exchange.getResponseHeaders().add("Content-Encoding", one);
            }
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (IOException e) {
                // The client hangs up on an answer that is too long.
            }
        });
        server.start();
        egress = new CheckedEgress(
                Settings.of(
                        "archipel.network.response-timeout-seconds",
                        "20",
                        "archipel.network.response-size",
                        Integer.toString(LONGEST),
                        "archipel.network.private",
                        "127.0.0.1"),
                null);
    }

    @AfterEach
    void stop() throws IOException {
        egress.close();
        server.stop(0);
    }

    private HttpResponse answer(String coding, byte[] body) {
        this.coding = coding;
        this.body = body;
        Permission grant = new Permission(
                "network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of("127.0.0.1"))));
        return egress.client(() -> List.of(grant)).send(HttpRequest.get(address()));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(byte[] content, boolean raw) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(content);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] letters(int length) {
        byte[] letters = new byte[length];
        Arrays.fill(letters, (byte) 'a');
        return letters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", "identity;gzip"})
    void gzipIsAskedForAndUnpacked(String coding) throws IOException {
        HttpResponse answer = answer(coding, gzip(TEXT));

        assertThat(answer.body()).isEqualTo(TEXT);
        assertThat(answer.headers()).doesNotContainKeys("content-encoding", "content-length");
        assertThat(accepted).containsExactly("gzip, deflate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deflateIsUnpackedWithAndWithoutItsHeader(boolean raw) throws IOException {
        assertThat(answer("deflate", deflated(TEXT, raw)).body()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity"})
    void whatIsNotPackedComesAsItIs(String coding) {
        HttpResponse answer = answer(coding, TEXT);

        assertThat(answer.body()).isEqualTo(TEXT);
        assertThat(answer.header("Content-Length")).contains(Integer.toString(TEXT.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
    void anAnswerWithoutContentIsNotPacked(String coding) {
        assertThat(answer(coding, new byte[0]).body()).isEmpty();
    }

    @Test
    void theCodingThatTheCallerAsksForStands() {
        Permission grant = new Permission(
                "network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of("127.0.0.1"))));
        egress.client(() -> List.of(grant)).send(HttpRequest.get(address()).header("accept-encoding", "identity"));

        assertThat(accepted).containsExactly("identity");
    }

    /** Each packing makes a thousand bytes of one: three of them hold minutes of a processor's work in some kilobytes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, gzip, gzip | packed 3 times",
                "gzip;gzip | packed 2 times",
                "deflate, gzip | packed 2 times",
                "br | was not asked for",
                "gzip, deflate, br, gzip, gzip, gzip | packed 6 times"
            })
    void anAnswerIsPackedOnceAndInAKnownWay(String coding, String why) {
        assertThatThrownBy(() -> answer(coding, TEXT)).isInstanceOfSatisfying(RemoteException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
            assertThat(thrown.retryable()).isFalse();
            assertThat(thrown).hasMessageContaining(why);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void whatIsNotPackedAsTheServerSaysIsSaidSo(String coding) {
        assertThatThrownBy(() -> answer(coding, "no packed content".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("cannot be unpacked");
    }

    @Test
    void anAnswerThatWasSpoiledOnItsWayIsNotTakenForWhole() throws IOException {
        byte[] packed = gzip(TEXT);
        assertThatThrownBy(() -> answer("gzip", Arrays.copyOf(packed, packed.length - 9)))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("cannot be unpacked");
        // The sum of the content, and its length.
        for (int place : new int[] {packed.length - 8, packed.length - 1}) {
            byte[] spoiled = packed.clone();
            spoiled[place]++;
            assertThatThrownBy(() -> answer("gzip", spoiled))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("cannot be unpacked");
        }
    }

    @Test
    void bothWhatComesAndWhatItUnpacksToAreBounded() throws IOException {
        byte[] noise = new byte[LONGEST];
        new Random(1).nextBytes(noise);
        assertThat(answer("gzip", gzip(noise)).body()).isEqualTo(noise);
        assertThat(answer("gzip", gzip(letters(LONGEST))).body()).hasSize(LONGEST);

        assertThatThrownBy(() -> answer("gzip", gzip(letters(LONGEST + 1))))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining(LONGEST + " bytes");
        assertThatThrownBy(() -> answer("gzip", joined(NAMED, letters(2 * LONGEST))))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("the answer has more than");
        assertThatThrownBy(() -> answer("gzip", joined(gzip(TEXT), new byte[2 * LONGEST])))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("the answer has more than");
    }

    @Test
    void anAnswerThatIsTooLongIsNotReadToItsEnd() {
        server.createContext("/endless", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(TEXT);
                }
            } catch (IOException e) {
                // The client has gone.
            }
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> egress.download(
                        HttpRequest.get(address().resolve("/endless")), OutputStream.nullOutputStream(), LONGEST))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining(LONGEST + " bytes");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void headersOfGzipAreReadOver() throws IOException {
        byte[] plain = gzip(TEXT);
        byte[] header = {
            0x1f,
            (byte) 0x8b,
            8,
            0x1e,
            0,
            0,
            0,
            0,
            0,
            0, // flags: sum of the header, extra, name, comment
            3,
            0,
            'x',
            0,
            'y',
            'n',
            0,
            'c',
            0,
            1,
            2
        };
        byte[] full = joined(header, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(answer("gzip", joined(full, plain, new byte[100])).body()).isEqualTo(joined(TEXT, TEXT));
    }

    /** Each is a step deeper in the JDK's own reader. */
    @Test
    void membersWithoutContentAreReadOver() throws IOException {
        byte[] empty = gzip(new byte[0]);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < LONGEST - 100) {
            all.write(empty);
        }
        all.write(gzip("end".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer("gzip", all.toByteArray()).text()).isEqualTo("end");
    }

    @Test
    void theConnectionOfAnUnpackedAnswerIsUsedAgain() throws IOException {
        answer("gzip", gzip(TEXT));
        answer("deflate", deflated(TEXT, false));
        answer("gzip", joined(gzip(TEXT), new byte[100]));
        answer("", TEXT);

        assertThat(Set.copyOf(connections)).hasSize(1);
    }

    @Test
    void aDownloadIsUnpackedAsItArrives() throws IOException {
        coding = "gzip";
        body = gzip(letters(3 * LONGEST));
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        HttpResponse answer = egress.download(HttpRequest.get(address()), file, 3 * LONGEST);

        assertThat(answer.headers()).doesNotContainKey("content-encoding");
        assertThat(file.size()).isEqualTo(3 * LONGEST);
        assertThatThrownBy(() ->
                        egress.download(HttpRequest.get(address()), OutputStream.nullOutputStream(), 3 * LONGEST - 1))
                .isInstanceOf(RemoteException.class);
    }
}
