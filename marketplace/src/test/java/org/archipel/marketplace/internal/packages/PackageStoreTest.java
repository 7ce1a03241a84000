package org.archipel.marketplace.internal.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Settings;
import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {
    private static final int LIMIT = 1000;
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path data;

    private PackageStore store;

    @BeforeEach
    void open() {
        store = new PackageStore(new Settings(
                Map.of("archipel.data", data.toString(), Settings.PACKAGE_LIMIT, String.valueOf(LIMIT))::get));
    }

    @Test
    void keepsAPackageUnderItsDigest() throws IOException {
        try (var upload = store.receive(body("abc"))) {
            assertThat(upload.sha256()).isEqualTo(ABC_SHA256);
            store.keep(upload);
        }

        assertThat(store.verified(ABC_SHA256))
                .isEqualTo(data.resolve("packages/sha256/ba/" + ABC_SHA256 + ".jar"))
                .hasContent("abc");
        assertThat(files()).hasSize(1);
    }

    @Test
    void forgetsAnUploadThatNobodyKept() throws IOException {
        store.receive(body("abc")).close();

        assertThat(files()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLargeAndKeepsNothingOfIt() throws IOException {
        assertThatThrownBy(() -> store.receive(body("x".repeat(LIMIT + 1))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(413));
        assertThat(files()).isEmpty();
    }

    @Test
    void forgetsAnUploadThatBreaksOff() throws IOException {
        InputStream broken = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                if (sent++ > 10) {
                    throw new IOException("connection reset");
                }
                return 'x';
            }
        };

        assertThatThrownBy(() -> store.receive(broken)).hasMessageContaining("could not be taken");
        assertThat(files()).isEmpty();
    }

    @Test
    void detectsAPackageThatWasChangedOnDisk() throws IOException {
        try (var upload = store.receive(body("abc"))) {
            store.keep(upload);
        }
        Files.writeString(store.verified(ABC_SHA256), "abd");

        assertThatThrownBy(() -> store.verified(ABC_SHA256))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED));
    }

    @Test
    void collectsWhatACrashLeftBehind() throws IOException {
        try (var upload = store.receive(body("abc"))) {
            store.keep(upload);
        }
        var orphan = store.receive(body("orphan"));
        store.keep(orphan);
        store.receive(body("half"));

        open();
        assertThat(store.collectGarbage(Set.of(ABC_SHA256), Instant.now().minusSeconds(60)))
                .as("what may belong to a transaction that did not end")
                .isZero();
        assertThat(store.collectGarbage(Set.of(ABC_SHA256), Instant.now().plusSeconds(1)))
                .isEqualTo(1);

        assertThat(store.verified(ABC_SHA256)).hasContent("abc");
        assertThat(files()).hasSize(1);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsSaidToBeOne() {
        var body = new ByteArrayInputStream(new byte[100_000]);

        assertThatThrownBy(() -> Upload.write(body, Path.of("/dev/full"), LIMIT * 1000L))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(507);
                    assertThat(problem.retryable()).isTrue();
                });
    }
}
