package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void isOwnedByOneAtATime() {
        try (DataFolder first = DataFolder.open(folder)) {
            first.writeProcessId();
            assertThatThrownBy(() -> DataFolder.open(folder)).hasMessageContaining("another Archipel runs");
        }
        DataFolder.open(folder).close();
    }

    @Test
    void leavesTheProcessIdWhileOwned() throws IOException {
        Path lock = folder.resolve("archipel.lock");
        try (DataFolder data = DataFolder.open(folder)) {
            data.writeProcessId();
            assertThat(Files.readString(lock).strip())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(lock).isEmptyFile();
    }
}
