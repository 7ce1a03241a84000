package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempFilesTest {
    @TempDir
    Path folder;

    private IslandTempFiles files;
    private LiveIsland island;

    @BeforeEach
    void admit() {
        Permission grant = new Permission(
                "files", Set.of("temp"), List.of(new PermissionCondition("quotaBytes", List.of("1000"))));
        island = LiveIslands.admit(List.of(grant));
        files = new IslandTempFiles(island, folder.resolve("island"));
    }

    private void write(String name, int bytes) throws IOException {
        try (OutputStream out = files.write(name)) {
            out.write(new byte[bytes]);
        }
    }

    @Test
    void theQuotaComesBackWithTheFile() throws IOException {
        write("a", 900);
        assertThatThrownBy(() -> write("b", 900)).isInstanceOf(QuotaExceededException.class);
        files.delete("b");
        write("a", 950);
        files.delete("a");
        write("c", 1_000);
    }

    @Test
    void fewerBytesThanNoneGiveNothingBack() throws IOException {
        try (OutputStream out = files.write("a")) {
            assertThatThrownBy(() -> out.write(new byte[0], 0, -5_000)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> out.write(new byte[2_000])).isInstanceOf(QuotaExceededException.class);
        }
    }

    @Test
    void aFileThatIsBeingWrittenIsNotRemovedFromUnderItsWriter() throws IOException {
        OutputStream out = files.write("a");
        assertThatThrownBy(() -> files.delete("a")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> files.write("a")).isInstanceOf(ConflictException.class);
        out.close();
        assertThat(files.delete("a")).isTrue();
    }

    @Test
    void aRemovedFileTakesRoomUntilItsReadersAreGone() throws IOException {
        write("a", 900);
        InputStream one = files.read("a");
        InputStream other = files.read("a");
        assertThat(files.delete("a")).isTrue();

        assertThatThrownBy(() -> write("a", 900)).isInstanceOf(QuotaExceededException.class);
        assertThat(one.readAllBytes()).hasSize(900);
        one.close();
        assertThatThrownBy(() -> write("b", 900)).isInstanceOf(QuotaExceededException.class);
        write("a", 100);
        assertThat(other.readAllBytes()).hasSize(900);
        other.close();
        other.close();
        files.delete("b");

        write("b", 900);
        try (InputStream in = files.read("b")) {
            assertThat(in.readAllBytes()).hasSize(900);
        }
        write("b", 900);
        assertThatThrownBy(() -> write("c", 1)).isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void fewFilesAreOpenAtATime() throws IOException {
        List<OutputStream> open = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        open.add(files.write("f" + i));
                    }
                })
                .isInstanceOf(QuotaExceededException.class);
        for (OutputStream each : open) {
            each.close();
        }
        write("after", 10);
    }

    @Test
    void whatIsOpenEndsWithTheGrant() throws IOException {
        write("a", 10);
        try (InputStream in = files.read("a");
                OutputStream out = files.write("b")) {
            in.read();
            out.write(1);
            LiveIslands.ISLANDS.change(island.installation().installationId(), List.of(), island.config());

            assertThatThrownBy(in::read).isInstanceOf(PermissionDeniedException.class);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(PermissionDeniedException.class);
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(PermissionDeniedException.class);
            assertThatThrownBy(() -> out.write(new byte[2])).isInstanceOf(PermissionDeniedException.class);
        }
    }

    @Test
    void whatIsOpenIsClosedAsTheIslandGoes() throws IOException {
        OutputStream out = files.write("a");
        files.close();

        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
    }
}
