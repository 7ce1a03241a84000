package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFolderTest {
    @TempDir
    Path folder;

    @Test
    void readsTheStartLevelFromTheFolderName() throws IOException {
        touch("40-platform/b.jar");
        touch("10-logging/c.jar");
        touch("40-platform/a.jar");
        touch("40-platform/notes.txt");

        BundleFolder bundles = BundleFolder.read(folder);

        assertThat(bundles.bundles())
                .extracting(bundle -> bundle.startLevel() + " " + bundle.jar().getFileName())
                .containsExactly("10 c.jar", "40 a.jar", "40 b.jar");
        assertThat(bundles.highestStartLevel()).isEqualTo(40);
    }

    @Test
    void refusesAFolderWithoutALevel() throws IOException {
        touch("platform/a.jar");
        assertThatThrownBy(() -> BundleFolder.read(folder)).hasMessageContaining("<start level>-<what>");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThatThrownBy(() -> BundleFolder.read(folder)).hasMessageContaining("no bundles");
    }

    private void touch(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
